import * as z from "zod";
import { tokenAlgorithms } from "./access-proxy.ts";
import { readClientKey } from "./client-key.ts";
import type { AssuranceRule, IdentityConfig } from "./identity.ts";
import { samlSchema } from "./saml-schema.ts";
import { names, setting, text } from "./setting.ts";

const issuer = text([
  (value) => {
    const url = URL.parse(value);
    return url !== null && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "";
  },
  "is not the URL of an issuer",
  {
    id: "bad_issuer",
    hint: "Copy it from the provider's `/.well-known/openid-configuration`, where it stands under `issuer`.",
  },
]);

/** Microsoft's addresses for accounts of every company, or of none. */
const manyTenants =
  /^https:\/\/login\.microsoftonline\.(com|us)\/(common|organizations|consumers)(\/|$)/i;

const oneIssuer = issuer.refine((value) => !manyTenants.test(value), {
  error: "is not the issuer of one company",
  params: {
    id: "many_tenants",
    hint: "Use the id of your own tenant (Entra admin centre, Overview): anybody with a Microsoft account comes from one of these.",
  },
});

const values = z.custom<string | readonly string[]>(
  (value) => [value].flat().every((each) => typeof each === "string" && each !== ""),
  {
    error: "is neither a text nor a list of texts",
    params: {
      id: "bad_claim_value",
      hint: 'Write `"mfa"`, or `["phr", "phrh"]` for one of several.',
    },
  },
);

/** What a provider says of how somebody signed in, judged by a claim's exact values. */
const assuranceRule = setting({
  required: z.record(text(), values).exactOptional(),
  included: z.record(text(), values).exactOptional(),
})
  .refine((rule) => !isEmpty(rule), {
    error: "demands nothing, so it would never hold",
    params: {
      id: "empty_rule",
      hint: 'Name a claim and the values that it may have: `{ included: { amr: "mfa" } }`.',
    },
  })
  .refine(({ required = {} }) => ![required.acr].flat().includes("0"), {
    error: "takes `acr` 0 for a proof",
    params: {
      id: "zero_acr",
      hint: "Name the level that your provider gives for two factors: 0 says that there was no sign-in worth the name.",
    },
  });

function isEmpty({ required = {}, included = {} }: AssuranceRule): boolean {
  const claims = [...Object.values(required), ...Object.values(included)];
  return claims.length === 0 || claims.some((accepted) => accepted.length === 0);
}

const clientKey = setting({
  key: text(),
  id: text().exactOptional(),
  algorithm: z.enum(tokenAlgorithms).exactOptional(),
  certificateThumbprint: text().exactOptional(),
  audience: z.enum(["issuer", "token_endpoint"]).exactOptional(),
}).refine((key) => readClientKey(key) !== null, {
  error: "is not a private key, or not one for its algorithm",
  params: {
    id: "bad_private_key",
    hint: "Give the text of its PEM file, without a passphrase: RSA of 2048 bits or more, P-256, P-384, P-521 or Ed25519.",
  },
});

/** What the protocol says by itself: another value would take a check away. */
const ownParameters = [
  "client_id",
  "redirect_uri",
  "response_type",
  "response_mode",
  "scope",
  "state",
  "nonce",
  "code_challenge",
  "code_challenge_method",
  "request",
  "request_uri",
  "max_age",
];

const authorization = z
  .record(text(), text())
  .refine((parameters) => !ownParameters.some((name) => Object.hasOwn(parameters, name)), {
    error: "sets a parameter that Purser sets by itself",
    params: {
      id: "reserved_parameter",
      hint: `Leave these out: ${ownParameters.join(", ")}. \`scope\` and \`freshness\` are settings of their own.`,
    },
  });

const oidcSchema = setting({
  kind: z.literal("oidc"),
  preset: z.enum(["okta", "google", "auth0", "keycloak", "entra"]).exactOptional(),
  issuer: oneIssuer,
  clientId: text(),
  clientSecret: text().exactOptional(),
  privateKey: clientKey.exactOptional(),
  label: text().exactOptional(),
  scope: text([
    (value) => value.split(" ").includes("openid"),
    "lacks `openid`",
    {
      id: "bad_scope",
      hint: "Start it with `openid`: without it, the provider does not say who somebody is.",
    },
  ]).exactOptional(),
  groupsClaim: text().exactOptional(),
  members: z.record(text(), names).exactOptional(),
  claims: names.exactOptional(),
  authorization: authorization.exactOptional(),
  demanded: assuranceRule.exactOptional(),
  secondFactor: assuranceRule.exactOptional(),
  freshness: z.enum(["forced", "read", "unknown"]).exactOptional(),
  allowInsecureIssuer: z.boolean().exactOptional(),
}).refine((config) => config.clientSecret === undefined || config.privateKey === undefined, {
  error: "has a secret and a private key",
  params: {
    id: "two_credentials",
    hint: "Leave `clientSecret` out: with a private key, the provider knows nothing that could be stolen from it.",
  },
});

/** The form of `IdentityConfig`. */
export const identitySchema: z.ZodType<IdentityConfig> = z.discriminatedUnion("kind", [
  oidcSchema,
  samlSchema,
]);
