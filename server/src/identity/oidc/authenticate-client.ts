import * as client from "openid-client";
import { readClientKey } from "../../config/client-key.ts";
import type { ClientKey, OidcConfig } from "../../config/identity.ts";

/** How the token endpoint learns who asks (OpenID Connect Core 1.0, section 9): by key, by secret, or not. */
export function authenticateClient({ clientSecret, privateKey }: OidcConfig): client.ClientAuth {
  if (privateKey !== undefined) return signAssertion(privateKey);
  return clientSecret === undefined ? client.None() : sendSecret(clientSecret);
}

/** In the way that the provider lists; HTTP Basic where it lists none (OpenID Connect Discovery 1.0, section 3). */
function sendSecret(secret: string): client.ClientAuth {
  return (provider, self, body, headers) => {
    const methods = provider.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const choose = methods.includes("client_secret_basic")
      ? client.ClientSecretBasic
      : client.ClientSecretPost;
    return choose(secret)(provider, self, body, headers);
  };
}

/** RFC 7523, section 3; which audience providers take differs. */
function signAssertion(own: ClientKey): client.ClientAuth {
  const key = readClientKey(own);
  if (key === null) throw new Error("the client's private key cannot be read");
  return (provider, self, body, headers) => {
    const sign = client.PrivateKeyJwt(
      { key, ...(own.id !== undefined && { kid: own.id }) },
      {
        [client.modifyAssertion]: (header, payload) => {
          // RFC 9864's name for it is not known everywhere yet.
          if (header.alg === "Ed25519") header.alg = "EdDSA";
          if (own.certificateThumbprint !== undefined)
            header["x5t#S256"] = own.certificateThumbprint;
          if (own.audience === "token_endpoint" && provider.token_endpoint !== undefined)
            payload.aud = provider.token_endpoint;
        },
      },
    );
    return sign(provider, self, body, headers);
  };
}
