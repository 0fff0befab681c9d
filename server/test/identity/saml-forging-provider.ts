import { signXml } from "@node-saml/node-saml/lib/xml.js";
import { type EncryptOptions, encrypt } from "xml-encryption";
import { namespaces } from "../../src/identity/saml/xml.ts";
import { makeKeyPair } from "./saml-key-pair.ts";

/** What an assertion and the response around it say. */
export interface Words {
  readonly id: string;
  readonly issuer: string;
  readonly nameId: string;
  readonly nameIdAttributes: string;
  readonly subject: string;
  readonly method: string;
  readonly recipient: string;
  readonly request: string;
  readonly audience: string;
  readonly conditions: string;
  /** Seconds since 1970, as those below. */
  readonly issued: number;
  readonly notBefore: number;
  readonly notOnOrAfter: number;
  readonly confirmedUntil: number;
  readonly authenticated: number;
  readonly sessionUntil: number;
  readonly context: string;
  readonly attributes: { readonly [name: string]: readonly string[] };
  readonly destination: string;
  readonly answers: string;
  readonly status: string;
  readonly responseIssuer: string;
}

export const passwordContext = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
export const twoFactorContext = "https://refeds.org/profile/mfa";
const success = "urn:oasis:names:tc:SAML:2.0:status:Success";
const bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

export const [own, foreign, reader] = await Promise.all([
  makeKeyPair(),
  makeKeyPair(),
  makeKeyPair(),
]);

export const acs = "https://admin.example.org/auth/saml/acs";
export const entityId = "https://admin.example.org/auth/saml/metadata";
export const issuer = "https://provider.example.org/metadata";

/** What an honest provider says of Ada at that time, in answer to that request. */
export function honest(request: string, now: number): Words {
  return {
    id: `_assertion-${request}`,
    issuer,
    nameId: "ada",
    nameIdAttributes: 'Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"',
    subject: "",
    method: bearer,
    recipient: acs,
    request,
    audience: entityId,
    conditions: "",
    issued: now,
    notBefore: now - 30,
    notOnOrAfter: now + 300,
    confirmedUntil: now + 300,
    authenticated: now,
    sessionUntil: now + 3600,
    context: passwordContext,
    attributes: {
      name: ["Ada Lovelace"],
      email: ["ada@example.org"],
      groups: ["staff", "chiefs"],
      region: ["north"],
      shoeSize: ["40"],
    },
    destination: acs,
    answers: request,
    status: success,
    responseIssuer: issuer,
  };
}

export function writeAssertion(words: Words): string {
  const attributes = Object.entries(words.attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join("")}</saml:Attribute>`,
  );
  return `<saml:Assertion xmlns:saml="${namespaces.assertion}" ID="${words.id}" Version="2.0" IssueInstant="${time(words.issued)}"><saml:Issuer>${words.issuer}</saml:Issuer><saml:Subject><saml:NameID ${words.nameIdAttributes}>${words.nameId}</saml:NameID>${words.subject}<saml:SubjectConfirmation Method="${words.method}"><saml:SubjectConfirmationData NotOnOrAfter="${time(words.confirmedUntil)}" Recipient="${words.recipient}" InResponseTo="${words.request}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${time(words.notBefore)}" NotOnOrAfter="${time(words.notOnOrAfter)}"><saml:AudienceRestriction><saml:Audience>${words.audience}</saml:Audience></saml:AudienceRestriction>${words.conditions}</saml:Conditions><saml:AuthnStatement AuthnInstant="${time(words.authenticated)}" SessionNotOnOrAfter="${time(words.sessionUntil)}" SessionIndex="_session"><saml:AuthnContext><saml:AuthnContextClassRef>${words.context}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${attributes.join("")}</saml:AttributeStatement></saml:Assertion>`;
}

/** The response around whatever stands for its assertion. */
export function wrap(inner: string, words: Words): string {
  return `<samlp:Response xmlns:samlp="${namespaces.protocol}" ID="_response" Version="2.0" IssueInstant="${time(words.issued)}" Destination="${words.destination}" InResponseTo="${words.answers}"><saml:Issuer xmlns:saml="${namespaces.assertion}">${words.responseIssuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${words.status}"/></samlp:Status>${inner}</samlp:Response>`;
}

/** Signs the root of a document, right after its issuer, as SAML wants it. */
export function sign(
  xml: string,
  signer = own,
  algorithm: "sha1" | "sha256" | "sha512" = "sha256",
) {
  return signXml(
    xml,
    "/*",
    { reference: "/*/*[local-name()='Issuer']", action: "after" },
    {
      privateKey: signer.key,
      publicCert: signer.certificate,
      signatureAlgorithm: algorithm,
      digestAlgorithm: algorithm,
    },
  );
}

/** What an honest provider sends. */
export function say(words: Words): string {
  return wrap(sign(writeAssertion(words)), words);
}

/** An `EncryptedAssertion` for whoever has the reader's key. */
export async function encryptFor(
  assertion: string,
  content: EncryptOptions["encryptionAlgorithm"] = "http://www.w3.org/2009/xmlenc11#aes256-gcm",
  key: EncryptOptions["keyEncryptionAlgorithm"] = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
): Promise<string> {
  const data = await new Promise<string>((resolve, reject) => {
    encrypt(
      assertion,
      {
        rsa_pub: reader.certificate,
        pem: reader.certificate,
        encryptionAlgorithm: content,
        keyEncryptionAlgorithm: key,
        warnInsecureAlgorithm: false,
      },
      (error, result) => (error ? reject(error) : resolve(String(result))),
    );
  });
  return `<saml:EncryptedAssertion xmlns:saml="${namespaces.assertion}">${data}</saml:EncryptedAssertion>`;
}

/** The form that the browser posts. */
export function post(xml: string | Buffer, relayState: string): URLSearchParams {
  return new URLSearchParams({
    SAMLResponse: Buffer.from(xml).toString("base64"),
    RelayState: relayState,
  });
}

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
