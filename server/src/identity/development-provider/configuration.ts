import { type Configuration, interactionPolicy } from "oidc-provider";
import { secondFactorLevel } from "./factors.ts";
import type { Keys } from "./keys.ts";
import { MemoryStore } from "./memory-store.ts";
import type { DevelopmentProviderOptions } from "./options.ts";
import { drawMessage, drawSignOut } from "./pages.ts";

/** What oidc-provider is told: who there is, no consent, and everything about a person in the id token. */
export function createConfiguration(
  options: DevelopmentProviderOptions,
  keys: Keys,
): Configuration {
  return {
    adapter: MemoryStore,
    jwks: { keys: [keys.signing] },
    cookies: { keys: [keys.cookie] },
    clients: options.clients.map((client) => ({
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: [...client.redirectUris],
      post_logout_redirect_uris: [...client.postLogoutRedirectUris],
      grant_types: ["authorization_code", "refresh_token"],
      ...(client.backchannelLogoutUri !== undefined && {
        backchannel_logout_uri: client.backchannelLogoutUri,
        backchannel_logout_session_required: true,
      }),
    })),
    // As Keycloak does: also without `offline_access`, and no longer than the session at the provider.
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    acrValues: [secondFactorLevel],
    pkce: { required: () => true },
    claims: {
      openid: ["sub", "acr", "amr", "auth_time"],
      email: ["email", "email_verified"],
      profile: [
        "name",
        "groups",
        ...options.accounts.flatMap(({ claims }) => Object.keys(claims ?? {})),
      ],
    },
    // As large providers do: the claims of the scopes are in the id token, not only at the userinfo endpoint.
    conformIdTokenClaims: false,
    findAccount: (_context, subject) => {
      const account = options.accounts.find((candidate) => candidate.subject === subject);
      if (account === undefined) return undefined;
      const { name, email, groups, claims } = account;
      return {
        accountId: subject,
        claims: () => ({
          ...claims,
          sub: subject,
          name,
          email,
          email_verified: true,
          groups: [...groups],
        }),
      };
    },
    interactions: {
      policy: alwaysAsk(),
      url: (_context, interaction) => `/sign-in/${interaction.uid}`,
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        ...(oidc.client && { clientId: oidc.client.clientId }),
        ...(oidc.session?.accountId && { accountId: oidc.session.accountId }),
      });
      grant.addOIDCScope(String(oidc.params?.scope ?? "openid"));
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = drawSignOut(form);
        },
        postLogoutSuccessSource: (context) => {
          context.body = drawMessage("Signed out", "You can close this page.");
        },
      },
    },
    renderError: (context, { error_description, error }) => {
      context.type = "html";
      context.body = drawMessage("That did not work", error_description ?? error);
    },
    // By default it reaches no address of this machine, which is where all of this happens.
    fetch: (url, { dispatcher: _, ...options } = {}) => fetch(url, options),
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      IdToken: 600,
      RefreshToken: 86_400,
      Interaction: 3600,
      Grant: 86_400,
      Session: 86_400,
    },
  };
}

/** Every sign-in asks who it is: people try one role after the other. */
function alwaysAsk(): interactionPolicy.DefaultPolicy {
  const { base, Check } = interactionPolicy;
  const policy = base();
  const ask = new Check(
    "choice",
    "somebody must be chosen",
    ({ oidc }) => oidc.result?.login === undefined,
  );
  policy.get("login")?.checks.add(ask);
  return policy;
}
