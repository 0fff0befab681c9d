import type { TokenAlgorithm } from "./access-proxy.ts";
import type { SamlConfig } from "./saml.ts";

/** The company's identity provider: the only way in. */
export type IdentityConfig = OidcConfig | SamlConfig;

export interface OidcConfig {
  readonly kind: "oidc";
  /** Whose ways the settings below follow; for messages only. */
  readonly preset?: "okta" | "google" | "auth0" | "keycloak" | "entra";
  readonly issuer: string;
  readonly clientId: string;
  /** Left out, with `privateKey` too, for a public client. */
  readonly clientSecret?: string;
  /** Proves who this client is without a secret that the provider knows too (`private_key_jwt`). */
  readonly privateKey?: ClientKey;
  /** Shown on the sign-in page: "Sign in with Okta". */
  readonly label?: string;
  /** Default `openid profile email`. */
  readonly scope?: string;
  /** Claim that holds the groups, as a path: `groups`, `realm_access.roles`. */
  readonly groupsClaim?: string;
  /**
   * Group → the subjects (`sub`) that are in it, beside what the claim says: for a provider that tells no groups. Who was
   * refused for want of a role is in the audit log with their subject.
   */
  readonly members?: { readonly [group: string]: readonly string[] };
  /** Claims that row rules may read, as paths; the session keeps them, and no others. */
  readonly claims?: readonly string[];
  /** Further parameters of an authorization request: `acr_values`, `claims`, `hd`. The rules below verify what comes of them. */
  readonly authorization?: { readonly [parameter: string]: string };
  /** What has to be in the id token of whoever signs in at all: `{ required: { hd: "example.com" } }`. */
  readonly demanded?: AssuranceRule;
  /** What in the id token proves a second factor. When left out, nothing does, and a passkey has to. */
  readonly secondFactor?: AssuranceRule;
  /**
   * Whether the provider can be made to ask again who somebody is. `forced`: by `max_age` and `prompt`. `read`: not, but
   * `auth_time` tells when it last did. `unknown`: neither. Default `forced`.
   */
  readonly freshness?: "forced" | "read" | "unknown";
  /** Accept an issuer over plain http. Only for a provider on this machine. */
  readonly allowInsecureIssuer?: boolean;
}

/** A client's own key pair (OpenID Connect Core 1.0, section 9); the provider has the public half. */
export interface ClientKey {
  /** The private half, as the text of a PEM file. */
  readonly key: string;
  /** `kid`, where the provider tells keys apart by it. */
  readonly id?: string;
  /** Of the key's own kind; default `RS256`, `ES256` by the curve, `EdDSA`. */
  readonly algorithm?: TokenAlgorithm;
  /** SHA-256 of the certificate in base64url, for a provider that tells keys apart by it (`x5t#S256`). */
  readonly certificateThumbprint?: string;
  /** Whom the assertion is addressed to; default `issuer`. */
  readonly audience?: "issuer" | "token_endpoint";
}

/** Holds when every claim named here does; a rule that names none never holds. */
export interface AssuranceRule {
  /** Claim, as a path → the value, or values of which one, that it must have exactly. */
  readonly required?: { readonly [claim: string]: string | readonly string[] };
  /** Claim, as a path → the value, or values of which one, that must be in its list. */
  readonly included?: { readonly [claim: string]: string | readonly string[] };
}

/** Any OpenID provider. */
export function oidc(options: Omit<OidcConfig, "kind" | "preset">): OidcConfig {
  return { kind: "oidc", ...options };
}
