import * as client from "openid-client";
import type { OidcConfig } from "../config/config.ts";
import { isLoopback } from "../config/loopback.ts";
import type { IdentityProvider, SignInFailure } from "./provider.ts";
import { readIdentity } from "./read-identity.ts";

const timeoutSeconds = 5;

/**
 * An OpenID provider: authorization code with PKCE, state, nonce and the response's `iss` (OpenID Connect Core 1.0,
 * RFC 7636, RFC 9207). The id_token's signature is checked although it comes straight from the provider.
 * Tokens are dropped as soon as the identity is read: nothing is ever done in somebody's name at the provider.
 */
export function connectOidc(config: OidcConfig, redirectUri: string): IdentityProvider {
  // Found on first use, so that Purser starts while the provider is down; looked for again after each failure.
  let found: Promise<client.Configuration> | null = null;
  const find = () => {
    found ??= discover(config).catch((cause: unknown) => {
      found = null;
      throw cause;
    });
    return found;
  };

  return {
    begin: async () => {
      try {
        const provider = await find();
        const secrets = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        };
        const url = client.buildAuthorizationUrl(provider, {
          redirect_uri: redirectUri,
          scope: config.scope ?? "openid profile email",
          state: secrets.state,
          nonce: secrets.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier),
          code_challenge_method: "S256",
        });
        return { url, secrets };
      } catch (cause) {
        return { refused: "identity_unavailable", cause };
      }
    },
    finish: async (answer, secrets) => {
      let provider: client.Configuration;
      try {
        provider = await find();
      } catch (cause) {
        return { refused: "identity_unavailable", cause };
      }
      try {
        const tokens = await client.authorizationCodeGrant(
          provider,
          new URL(`${redirectUri}?${answer}`),
          {
            expectedState: secrets.state,
            expectedNonce: secrets.nonce,
            pkceCodeVerifier: secrets.verifier,
          },
        );
        const claims = tokens.claims();
        if (claims === undefined) return { refused: "sign_in_failed", cause: "no id_token" };
        return readIdentity(claims, config);
      } catch (cause) {
        return refuseSignIn(cause);
      }
    },
  };
}

function discover(config: OidcConfig): Promise<client.Configuration> {
  const issuer = new URL(config.issuer);
  const insecure = config.allowInsecureIssuer === true && isLoopback(issuer.hostname);
  return client.discovery(issuer, config.clientId, {}, authenticate(config.clientSecret), {
    timeout: timeoutSeconds,
    execute: [
      client.enableNonRepudiationChecks,
      ...(insecure ? [client.allowInsecureRequests] : []),
    ],
  });
}

/** In the way that the provider lists; HTTP Basic where it lists none (OpenID Connect Discovery 1.0, section 3). */
function authenticate(secret: string | undefined): client.ClientAuth {
  if (secret === undefined) return client.None();
  return (provider, self, body, headers) => {
    const methods = provider.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const choose = methods.includes("client_secret_basic")
      ? client.ClientSecretBasic
      : client.ClientSecretPost;
    return choose(secret)(provider, self, body, headers);
  };
}

/** An answer that is not one of the protocol is an outage; everything else is a refusal, for good. */
function refuseSignIn(cause: unknown): SignInFailure {
  const outage =
    cause instanceof TypeError ||
    (cause instanceof client.ClientError &&
      ["OAUTH_TIMEOUT", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_RESPONSE_IS_NOT_JSON"].includes(
        cause.code ?? "",
      ));
  return { refused: outage ? "identity_unavailable" : "sign_in_failed", cause };
}
