import { createPrivateKey, X509Certificate } from "node:crypto";
import * as z from "zod";
import { isLoopback } from "./loopback.ts";
import { names, setting, text } from "./setting.ts";

const entityId = text([
  (value) => value.length <= 1024 && !/\s/.test(value),
  "is not an entity id",
  {
    id: "bad_entity_id",
    hint: "Copy `entityID` from the provider's metadata: a URI of at most 1024 characters.",
  },
]);

const signInUrl = text([
  (value) => {
    const url = URL.parse(value);
    if (url === null || url.username !== "") return false;
    return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  },
  "is not an address to sign in at",
  {
    id: "bad_sign_in_url",
    hint: "Copy `SingleSignOnService` with the binding `HTTP-Redirect` from the provider's metadata. Plain http is only for localhost.",
  },
]);

const certificate = text([
  (value) => readCertificate(value) !== null,
  "is not a certificate that assertions can be verified with",
  {
    id: "bad_saml_certificate",
    hint: "Give the text of the PEM file, from `-----BEGIN CERTIFICATE-----` on: an RSA key of at least 2048 bits.",
  },
]);

const keyPair = setting({ key: text(), certificate: text() }).refine(
  (pair) => {
    try {
      const key = createPrivateKey(pair.key);
      return readCertificate(pair.certificate)?.checkPrivateKey(key) === true;
    } catch {
      return false;
    }
  },
  {
    error: "is not an RSA key with its certificate",
    params: {
      id: "bad_saml_key",
      hint: "Give the text of both PEM files, not their names. `openssl req -x509 -newkey rsa:3072 -nodes` makes such a pair.",
    },
  },
);

const secondFactor = setting({
  contexts: names.exactOptional(),
  attributes: z.record(text(), z.union([text(), names])).exactOptional(),
}).refine(
  ({ contexts = [], attributes = {} }) =>
    contexts.length > 0 || Object.values(attributes).flat().length > 0,
  {
    error: "names nothing, so nothing could prove a second factor",
    params: {
      id: "no_second_factor_evidence",
      hint: "Name a context or an attribute with its value, or leave `secondFactor` out.",
    },
  },
);

/** Of an RSA key, since nothing else is verified, and one that is still strong enough; null for anything else. */
function readCertificate(pem: string): X509Certificate | null {
  try {
    const read = new X509Certificate(pem);
    const { asymmetricKeyType, asymmetricKeyDetails } = read.publicKey;
    return asymmetricKeyType === "rsa" && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
      ? read
      : null;
  } catch {
    return null;
  }
}

/** The form of `SamlConfig`. */
export const samlSchema = setting({
  kind: z.literal("saml"),
  provider: setting({
    entityId,
    signInUrl,
    certificates: z.array(certificate).refine((list) => list.length > 0, {
      error: "is empty, so nothing that the provider says could be verified",
      params: {
        id: "no_saml_certificate",
        hint: "Give the certificate that the provider signs assertions with.",
      },
    }),
  }),
  entityId: entityId.exactOptional(),
  label: text().exactOptional(),
  attributes: setting({
    name: text().exactOptional(),
    email: text().exactOptional(),
    groups: text().exactOptional(),
  }).exactOptional(),
  claims: names.exactOptional(),
  secondFactor: secondFactor.exactOptional(),
  freshness: z.enum(["forced", "read", "unknown"]).exactOptional(),
  signing: keyPair.exactOptional(),
  decryption: keyPair.exactOptional(),
});
