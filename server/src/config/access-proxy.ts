/** How a token of an access proxy may be signed: with a key pair, so that who can verify cannot also sign. */
export const tokenAlgorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
] as const;

export type TokenAlgorithm = (typeof tokenAlgorithms)[number];

/** A proxy in front that signs people in by itself and says so in a token with every request (RFC 7519). */
export interface AccessProxyConfig {
  /** What people call it: "Cloudflare Access". */
  readonly label: string;
  /** Header of the request that holds the token. A cookie with the same token proves nothing, and is not looked at. */
  readonly header: string;
  readonly issuer?: string;
  /** `aud` of the token: this very application, so that a token for another one opens nothing here. */
  readonly audience?: string;
  readonly algorithms: readonly TokenAlgorithm[];
  /** Where the public keys are: a JWK set (RFC 7517), or a PEM file for each key, with `{kid}` in its address. */
  readonly keysUrl: string;
  /** Names in the token's own header that must hold this: how AWS says which load balancer signed, and for whom. */
  readonly signedBy?: { readonly [name: string]: string };
  /** What must be the same in the token and in the session; default `email`. */
  readonly identity?: "email" | "subject";
}

/**
 * Cloudflare Access. `teamDomain` is `example.cloudflareaccess.com`, `audience` the application's AUD tag
 * (Cloudflare One documentation, "Validate JWTs").
 */
export function cloudflareAccess(options: {
  readonly teamDomain: string;
  readonly audience: string;
}): AccessProxyConfig {
  const team = `https://${options.teamDomain.replace(/^https:\/\/|\/$/g, "")}`;
  return {
    label: "Cloudflare Access",
    header: "cf-access-jwt-assertion",
    issuer: team,
    audience: options.audience,
    algorithms: ["RS256"],
    keysUrl: `${team}/cdn-cgi/access/certs`,
  };
}

/**
 * Google's Identity-Aware Proxy. `audience` is `/projects/NUMBER/global/backendServices/ID`
 * (Google Cloud documentation, "Securing your app with signed headers").
 */
export function googleIap(options: { readonly audience: string }): AccessProxyConfig {
  return {
    label: "Google IAP",
    header: "x-goog-iap-jwt-assertion",
    issuer: "https://cloud.google.com/iap",
    audience: options.audience,
    algorithms: ["ES256"],
    keysUrl: "https://www.gstatic.com/iap/verify/public_key-jwk",
  };
}

/**
 * The `authenticate-oidc` action of an AWS Application Load Balancer. `signer` is the load balancer's ARN, `clientId`
 * and `issuer` as in the action; its tokens have no audience (Elastic Load Balancing, "Authenticate users").
 */
export function awsAlb(options: {
  readonly region: string;
  readonly signer: string;
  readonly clientId: string;
  readonly issuer: string;
}): AccessProxyConfig {
  return {
    label: "AWS load balancer",
    header: "x-amzn-oidc-data",
    algorithms: ["ES256"],
    keysUrl: `https://public-keys.auth.elb.${options.region}.amazonaws.com/{kid}`,
    signedBy: { signer: options.signer, client: options.clientId, iss: options.issuer },
  };
}

/** Any other proxy that adds a signed token to each request. */
export function jwtProxy(options: {
  readonly header: string;
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  readonly algorithms: readonly TokenAlgorithm[];
  readonly label?: string;
  readonly identity?: "email" | "subject";
}): AccessProxyConfig {
  const { jwksUrl, label = "the access proxy", ...rest } = options;
  return { ...rest, label, keysUrl: jwksUrl };
}
