import type { OidcConfig } from "./identity.ts";

/** What every preset takes, and may be told otherwise by. */
interface Client
  extends Pick<
    OidcConfig,
    | "clientId"
    | "clientSecret"
    | "privateKey"
    | "label"
    | "scope"
    | "groupsClaim"
    | "members"
    | "claims"
  > {}

/** Each of Okta's levels, with those that are at least as good (`phr` and `phrh`: phishing-resistant, and that in hardware). */
const oktaLevels = {
  any: ["urn:okta:loa:2fa:any", "phr", "phrh"],
  phr: ["phr", "phrh"],
  phrh: ["phrh"],
} as const;

/**
 * Okta. `domain` is `example.okta.com`; `authorizationServer` the id of a custom one, such as `default`. `secondFactor`
 * is the level to ask for, default `any`; an unsupported one is ignored by Okta, so what counts is `acr` in the token
 * (Okta developer documentation, "Step-up authentication using ACR values"; `phr` and `phrh` need Identity Engine).
 * The application needs the grant type "Refresh Token", and for the groups a groups claim.
 */
export function okta({
  domain,
  authorizationServer,
  secondFactor = "any",
  ...client
}: Client & {
  readonly domain: string;
  readonly authorizationServer?: string;
  readonly secondFactor?: keyof typeof oktaLevels;
}): OidcConfig {
  const own = authorizationServer === undefined;
  const [asked] = oktaLevels[secondFactor];
  return {
    kind: "oidc",
    preset: "okta",
    label: "Okta",
    issuer: originOf(domain) + (own ? "" : `/oauth2/${authorizationServer}`),
    // A custom authorization server has no scope `groups` unless somebody has made one.
    scope: `openid profile email${own ? " groups" : ""} offline_access`,
    ...client,
    ...(client.privateKey && { privateKey: { audience: "token_endpoint", ...client.privateKey } }),
    authorization: { acr_values: asked },
    secondFactor: { required: { acr: oktaLevels[secondFactor] } },
  };
}

/**
 * Google Workspace. `hostedDomain` is the company's; accounts of others are refused by the token's `hd`. Google tells no
 * groups, so `members` says who is in them. `amr` and `auth_time` only come for a verified application that asks for them
 * in `claims` and has "Session age claims" turned on; without them a passkey has to be the second factor. Google cannot be
 * made to ask again, and gives a refresh token only with consent (Google Identity, "OpenID Connect" and "Security bundle").
 */
export function google({
  hostedDomain,
  ...client
}: Client & { readonly hostedDomain: string }): OidcConfig {
  return {
    kind: "oidc",
    preset: "google",
    label: "Google",
    issuer: "https://accounts.google.com",
    ...client,
    authorization: {
      hd: hostedDomain,
      access_type: "offline",
      prompt: "consent",
      claims: askFor({ amr: { essential: true }, auth_time: { essential: true } }),
    },
    demanded: { required: { hd: hostedDomain } },
    secondFactor: { included: { amr: "mfa" } },
    freshness: "read",
  };
}

/**
 * Auth0. `domain` is `example.eu.auth0.com` or a custom one. Nothing asks for a second factor until an Action does, when
 * it sees these `acr_values`; only then `amr` includes `mfa` (Auth0 documentation, "Configure step-up authentication for
 * web apps"). The groups are the claim of an Action too, under an address of one's own: `https://example.com/groups`; a
 * claim called `groups` it leaves out without a word.
 */
export function auth0({
  domain,
  ...client
}: Client & { readonly domain: string; readonly groupsClaim: string }): OidcConfig {
  return {
    kind: "oidc",
    preset: "auth0",
    label: "Auth0",
    issuer: `${originOf(domain)}/`,
    scope: "openid profile email offline_access",
    ...client,
    authorization: {
      acr_values: "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    },
    secondFactor: { included: { amr: "mfa" } },
  };
}

/**
 * Keycloak, 25 or later. `url` is where it is (`https://id.example.com`), `secondFactor` the names that its ACR to LoA
 * mapping gives to levels with two factors; when left out, nothing proves one. Asked for as essential, so that Keycloak
 * refuses rather than answers `acr` 0, which never counts (Server Administration Guide, "Step-up authentication"). Its
 * refresh tokens end with its session, which is why `offline_access` is not asked for.
 */
export function keycloak({
  url,
  realm,
  secondFactor,
  ...client
}: Client & {
  readonly url: string;
  readonly realm: string;
  readonly secondFactor?: string | readonly string[];
}): OidcConfig {
  return {
    kind: "oidc",
    preset: "keycloak",
    label: "Keycloak",
    issuer: `${url.replace(/\/+$/, "")}/realms/${encodeURIComponent(realm)}`,
    ...client,
    ...(secondFactor !== undefined && {
      authorization: {
        claims: askFor({ acr: { essential: true, values: [secondFactor].flat() } }),
      },
      secondFactor: { required: { acr: secondFactor } },
    }),
  };
}

/**
 * Microsoft Entra ID. `tenantId` is the company's own, never `common`; `authenticationContext` is one that a Conditional
 * Access policy demands two factors for (`c1`), and comes back in the list `acrs`; when left out, nothing proves a second
 * factor, since `amr` does not (Microsoft Entra, "Conditional Access authentication context for developers"). The optional
 * claims `auth_time` and `groups` have to be turned on for the id token; beyond 200 groups, restrict them to those of the
 * application, or use `groupsClaim: "roles"`. There is no back-channel logout.
 */
export function entra({
  tenantId,
  authenticationContext,
  ...client
}: Client & {
  readonly tenantId: string;
  readonly authenticationContext?: string;
}): OidcConfig {
  return {
    kind: "oidc",
    preset: "entra",
    label: "Microsoft",
    issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
    scope: "openid profile email offline_access",
    ...client,
    ...(client.privateKey && { privateKey: { audience: "token_endpoint", ...client.privateKey } }),
    ...(authenticationContext !== undefined && {
      authorization: {
        claims: askFor({ acrs: { essential: true, values: [authenticationContext] } }),
      },
      secondFactor: { included: { acrs: authenticationContext } },
    }),
  };
}

/** The parameter `claims`, for the id token (OpenID Connect Core 1.0, section 5.5). */
function askFor(claims: {
  readonly [claim: string]: { readonly essential: true; readonly values?: readonly string[] };
}): string {
  return JSON.stringify({ id_token: claims });
}

/** Of a domain as an administrator may have copied it: with a scheme, or a slash at the end. */
function originOf(domain: string): string {
  return `https://${domain.replace(/^https:\/\/|\/+$/g, "")}`;
}
