import type { OidcConfig } from "../../config/identity.ts";

/** Where an administrator of the provider finds what a hint is about. */
interface Places {
  readonly redirectUri: string;
  readonly credentials: string;
  readonly refreshToken: string;
  readonly groups: string;
  readonly secondFactor: string;
  readonly logout: string;
}

const places: { readonly [preset in NonNullable<OidcConfig["preset"]>]: Places } = {
  okta: {
    redirectUri: "Okta: Applications, the app, General, Sign-in redirect URIs.",
    credentials: "Okta: Applications, the app, General, Client Credentials.",
    refreshToken: "Okta: Applications, the app, General, Grant type: turn on Refresh Token.",
    groups:
      "Okta: Applications, the app, Sign On, the ID token's groups claim filter: `groups`. With a custom authorization server: Security, API, the server, Claims.",
    secondFactor:
      "Okta: the app's sign-in policy has to demand two factors; `phr` and `phrh` need Identity Engine.",
    logout: "Okta tells nobody by this protocol; the recheck finds out.",
  },
  google: {
    redirectUri:
      "Google: Google Auth Platform, Clients, the client, Authorised redirect URIs. It can take minutes.",
    credentials: "Google: Google Auth Platform, Clients, the client, Client secrets.",
    refreshToken: "Google gives one after `access_type=offline` and `prompt=consent`.",
    groups: "Google tells no groups: name who is in them, by `sub`, in `members`.",
    secondFactor:
      "Google tells `amr` to verified applications only; anybody else's people need a passkey.",
    logout: "Google tells nobody by this protocol; the recheck finds out.",
  },
  auth0: {
    redirectUri: "Auth0: Applications, the application, Settings, Allowed Callback URLs.",
    credentials: "Auth0: Applications, the application, Credentials.",
    refreshToken:
      "Auth0: Applications, the application, Settings, Advanced Settings, Grant Types: turn on Refresh Token.",
    groups:
      "Auth0: a post-login Action sets a claim with a name of your own, such as `https://example.com/groups`, and `groupsClaim` says so: a claim called `groups` is left out of the token.",
    secondFactor:
      "Auth0: a post-login Action has to ask for a second factor when it sees these `acr_values`.",
    logout: "Auth0: Applications, the application, Settings, OpenID Connect Back-Channel Logout.",
  },
  keycloak: {
    redirectUri: "Keycloak: Clients, the client, Settings, Valid redirect URIs.",
    credentials: "Keycloak: Clients, the client, Credentials.",
    refreshToken:
      "Keycloak: Clients, the client, Advanced, OpenID Connect Compatibility Modes: Use refresh tokens.",
    groups:
      "Keycloak: Clients, the client, Client scopes, the dedicated one: a Group Membership mapper, `groups`, added to the ID token, without the full group path.",
    secondFactor:
      "Keycloak: Realm settings, General, ACR to LoA Mapping, and a browser flow with a Level of Authentication condition.",
    logout: "Keycloak: Clients, the client, Settings, Backchannel logout URL.",
  },
  entra: {
    redirectUri: "Entra: App registrations, the app, Authentication, Web, Redirect URIs.",
    credentials:
      "Entra: App registrations, the app, Certificates & secrets. The secret's Value, not its Secret ID; it expires.",
    refreshToken: "Entra: App registrations, the app, API permissions: offline_access.",
    groups: "Entra: App registrations, the app, Token configuration, Add groups claim.",
    secondFactor:
      "Entra: Protection, Conditional Access, Authentication contexts, and a policy that demands two factors for it (licence P1).",
    logout: "Entra tells nobody by this protocol; the recheck finds out.",
  },
};

const anywhere: Places = {
  redirectUri: "Register it for this client, to the letter.",
  credentials: "Compare them with what the provider has for this client.",
  refreshToken: "Allow the client the grant type `refresh_token` and the scope `offline_access`.",
  groups:
    "Have the provider put the groups into the id token, or name in `groupsClaim` where they are.",
  secondFactor: "Have the provider prove it; else people need a passkey.",
  logout: "Without such notices, the recheck finds out.",
};

export function whereToSet({ preset }: Pick<OidcConfig, "preset">): Places {
  return preset === undefined ? anywhere : places[preset];
}
