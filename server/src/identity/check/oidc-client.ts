import { createPrivateKey, generateKeyPairSync, randomBytes } from "node:crypto";
import * as client from "openid-client";
import type { OidcConfig } from "../../config/identity.ts";
import { findProvider } from "../oidc/find-provider.ts";
import { type Finding, failed, fine, unknown, warning } from "./finding.ts";
import type { OidcMetadata } from "./oidc-metadata.ts";
import { quoteProvider } from "./provider-words.ts";
import { whereToSet } from "./where-to-set.ts";

/** Whether the token endpoint offers the config's way of proving who asks (OpenID Connect Core 1.0, section 9). */
export function judgeMethod(config: OidcConfig, metadata: OidcMetadata): Finding {
  const { token_endpoint_auth_methods_supported: listed = ["client_secret_basic"] } = metadata;
  const wanted =
    config.privateKey !== undefined
      ? ["private_key_jwt"]
      : config.clientSecret !== undefined
        ? ["client_secret_basic", "client_secret_post"]
        : ["none"];
  const found = wanted.find((method) => listed.includes(method));
  if (wanted[0] === "none")
    return warning(
      "client",
      "Nothing proves to the provider that it is Purser that asks.",
      "Make it a confidential client, with `privateKey` or `clientSecret`.",
    );
  return found === undefined
    ? failed(
        "client",
        `It offers ${listed.join(", ")}, and the config has what ${wanted.join(" or ")} takes.`,
        config.privateKey === undefined
          ? "Use `privateKey` instead of `clientSecret`."
          : "Use `clientSecret` instead of `privateKey`.",
      )
    : fine("client", `It offers ${found}, which the config has the means for.`);
}

/** What the token endpoint says of a grant that nobody has given. */
type TokenAnswer =
  | { readonly error: string; readonly words: string }
  | { readonly silence: string };

/** Asks for tokens in a way that cannot succeed: what is found wrong first tells what was found right. */
export async function tryGrant(
  config: OidcConfig,
  grantType: string,
  parameters: { readonly [name: string]: string },
): Promise<TokenAnswer> {
  try {
    const { configuration } = await findProvider(config)();
    await client.genericGrantRequest(configuration, grantType, { ...parameters });
    return { silence: "it took an invented grant for a good one" };
  } catch (cause) {
    if (cause instanceof client.WWWAuthenticateChallengeError)
      return { error: "invalid_client", words: "invalid_client" };
    if (cause instanceof client.ResponseBodyError) {
      const words = quoteProvider(config, cause.error, cause.error_description);
      return { error: cause.status === 401 ? "invalid_client" : cause.error, words };
    }
    return { silence: quoteProvider(config, cause instanceof Error ? cause.message : null) };
  }
}

/**
 * Whether the provider takes the config's credentials: an invented code has to fail for the code's sake. Some look at the
 * code first, so what is said to wrong credentials has to be something else.
 */
export async function probeCredentials(
  config: OidcConfig,
  redirectUri: string,
): Promise<readonly Finding[]> {
  const others = otherCredentials(config);
  if (others === null) return [];
  const ask = (with_: OidcConfig) =>
    tryGrant(with_, "authorization_code", {
      code: randomBytes(24).toString("base64url"),
      redirect_uri: redirectUri,
      code_verifier: client.randomPKCECodeVerifier(),
    });
  const answer = await ask(config);
  if ("silence" in answer)
    return [
      failed(
        "client",
        `Its token endpoint does not answer as one: ${answer.silence}.`,
        "See what is there.",
      ),
    ];
  const { credentials } = whereToSet(config);
  if (answer.error === "invalid_client")
    return [failed("client", `It refuses Purser's credentials (${answer.words}).`, credentials)];
  if (answer.error === "unauthorized_client")
    return [
      failed(
        "client",
        `It gives this client no tokens for a code (${answer.words}).`,
        "Allow it the authorization code flow.",
      ),
    ];
  const control = await ask(others);
  return "error" in control && control.error === "invalid_client"
    ? [fine("client", "It takes Purser's credentials, and refuses wrong ones.")]
    : [
        unknown(
          "client",
          `Whether it takes Purser's credentials cannot be told: to wrong ones it says the same (${answer.words}).`,
          credentials,
        ),
      ];
}

/** Of the same kind, and wrong; null where there are none. */
function otherCredentials(config: OidcConfig): OidcConfig | null {
  const { clientSecret, privateKey } = config;
  if (privateKey !== undefined)
    return { ...config, privateKey: { ...privateKey, key: otherKey(privateKey.key) } };
  return clientSecret === undefined
    ? null
    : { ...config, clientSecret: randomBytes(24).toString("base64url") };
}

function otherKey(pem: string): string {
  const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
  const { privateKey } =
    asymmetricKeyType === "rsa"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : asymmetricKeyType === "ec"
        ? generateKeyPairSync("ec", { namedCurve: asymmetricKeyDetails?.namedCurve ?? "P-256" })
        : generateKeyPairSync("ed25519");
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
