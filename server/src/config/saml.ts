/** A SAML 2.0 identity provider, for companies whose provider speaks no OpenID Connect. */
export interface SamlConfig {
  readonly kind: "saml";
  /** Written out, or read from its metadata: `await readProviderMetadata(xml)`. */
  readonly provider: SamlProvider;
  /** What the provider knows Purser by. Default: the address of its metadata, `<origin>/auth/saml/metadata`. */
  readonly entityId?: string;
  /** Shown on the sign-in page: "Sign in with Okta". */
  readonly label?: string;
  /** Names of the attributes that hold these; defaults `name`, `email` and `groups`. */
  readonly attributes?: {
    readonly name?: string;
    readonly email?: string;
    readonly groups?: string;
  };
  /**
   * Attributes that row rules may read; the session keeps them, and no others. Each is a list, also of one value, since
   * SAML cannot tell the two apart.
   */
  readonly claims?: readonly string[];
  /** What in the assertion proves a second factor. When left out, nothing does, and a passkey has to. */
  readonly secondFactor?: SamlSecondFactor;
  /**
   * Whether the provider can be made to ask again who somebody is. `forced`: by `ForceAuthn`. `read`: not, but
   * `AuthnInstant` tells when it last did. `unknown`: neither. Default `forced`.
   */
  readonly freshness?: "forced" | "read" | "unknown";
  /** Signs the requests, with RSA-SHA256, so that nobody on the way can take out what they ask for. */
  readonly signing?: SamlKeyPair;
  /** Opens encrypted assertions. */
  readonly decryption?: SamlKeyPair;
}

export interface SamlProvider {
  /** Its `entityID`: the issuer of every assertion. */
  readonly entityId: string;
  /** Where it takes requests: `SingleSignOnService` of the HTTP-Redirect binding. */
  readonly signInUrl: string;
  /**
   * What it may sign with, as PEM: one certificate, or two while it changes them. RSA. What is trusted is the key: one
   * that has run out still verifies, since a provider that forgot to renew must not lock everybody out.
   */
  readonly certificates: readonly string[];
}

/** One of them is enough. */
export interface SamlSecondFactor {
  /** Values of `AuthnContextClassRef`. They are also asked for, so that the provider refuses whoever cannot prove one. */
  readonly contexts?: readonly string[];
  /**
   * Attribute → the value, or values of which one, that must be among its own: for a provider whose context is the same
   * whatever happened. It has to be one that the provider fills by itself from how somebody signed in.
   */
  readonly attributes?: { readonly [name: string]: string | readonly string[] };
}

/** An RSA key of Purser's own and its certificate, both PEM. */
export interface SamlKeyPair {
  readonly key: string;
  readonly certificate: string;
}

/** Any SAML 2.0 provider. */
export function saml(options: Omit<SamlConfig, "kind">): SamlConfig {
  return { kind: "saml", ...options };
}
