import * as client from "openid-client";
import type { OidcConfig } from "../config/identity.ts";
import { type FoundProvider, findProvider } from "./oidc/find-provider.ts";
import { readLogoutToken } from "./oidc/logout-token.ts";
import { isOutage } from "./oidc/outage.ts";
import { readAuthentication } from "./oidc/read-authentication.ts";
import { recheck } from "./oidc/recheck.ts";
import { verifySignature } from "./oidc/verify-signature.ts";
import type {
  IdentityProvider,
  SignInFailure,
  SignInRequest,
  SignInSecrets,
  WantedAuthentication,
} from "./provider.ts";

/** Seconds since somebody last proved who they are, after which a provider that can is to ask again. */
const longestAge = 12 * 60 * 60;

/**
 * An OpenID provider: authorization code with PKCE, state, nonce and the response's `iss` (OpenID Connect Core 1.0,
 * RFC 7636, RFC 9207). Of the tokens only the refresh token is kept, to ask whether somebody is still there: nothing is
 * ever done in somebody's name at the provider.
 */
export function connectOidc(
  config: OidcConfig,
  redirectUri: string,
  now: () => number = Date.now,
): IdentityProvider {
  const find = findProvider(config);
  return {
    answersBy: "redirect",
    begin: async (wanted) => {
      if (wanted.fresh && config.freshness === "unknown")
        return { refused: "not_fresh", cause: "the provider cannot be made to ask again" };
      try {
        return await request(await find(), config, redirectUri, wanted, now());
      } catch (cause) {
        return { refused: "identity_unavailable", cause };
      }
    },
    finish: async (answer, secrets, { fresh }) => {
      try {
        const tokens = await redeem(await find(), new URL(`${redirectUri}?${answer}`), secrets);
        const occasion = { begunAt: Number(secrets.begunAt), now: now(), fresh };
        return readAuthentication(tokens.claims, tokens.refreshToken, config, occasion);
      } catch (cause) {
        return refuseSignIn(cause);
      }
    },
    recheck: (packed) => recheck(find, config, packed),
    readLogoutToken: (token) => readLogoutToken(find, config, token, now()),
    findLogout: () =>
      find()
        .then(({ configuration }) => client.buildEndSessionUrl(configuration).href)
        // None in the metadata, or one that is no web address.
        .catch(() => null),
  };
}

async function request(
  { configuration }: FoundProvider,
  config: OidcConfig,
  redirectUri: string,
  { fresh }: WantedAuthentication,
  begunAt: number,
): Promise<SignInRequest> {
  const secrets = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
    begunAt: String(begunAt),
  };
  const url = client.buildAuthorizationUrl(configuration, {
    ...config.authorization,
    ...((config.freshness ?? "forced") === "forced" && askAgain(fresh)),
    redirect_uri: redirectUri,
    scope: config.scope ?? "openid profile email",
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: "S256",
  });
  return { url, secrets };
}

/** Also what has `auth_time` told (OpenID Connect Core 1.0, section 2); some providers heed only one of the two. */
function askAgain(fresh: boolean): { readonly [parameter: string]: string } {
  return fresh ? { max_age: "0", prompt: "login" } : { max_age: String(longestAge) };
}

async function redeem(
  provider: FoundProvider,
  callback: URL,
  { state = "", nonce = "", verifier = "" }: SignInSecrets,
): Promise<{ readonly claims: client.IDToken; readonly refreshToken: string | undefined }> {
  const tokens = await client.authorizationCodeGrant(provider.configuration, callback, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined || tokens.id_token === undefined) throw new Error("no id_token");
  await verifySignature(provider, tokens.id_token);
  return { claims, refreshToken: tokens.refresh_token };
}

function refuseSignIn(cause: unknown): SignInFailure {
  return { refused: isOutage(cause) ? "identity_unavailable" : "sign_in_failed", cause };
}
