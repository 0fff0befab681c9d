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
    const send = methods.includes("client_secret_basic") ? sendBasic : client.ClientSecretPost;
    return send(secret)(provider, self, body, headers);
  };
}

/**
 * HTTP Basic of what is encoded as a form's values are (RFC 6749, section 2.3.1 and appendix B). The library's own escapes
 * also `-`, `.` and `_`, which secrets hold and a form leaves as they are: providers that undo nothing refuse those.
 */
function sendBasic(secret: string): client.ClientAuth {
  return (_provider, { client_id: id }, _body, headers) => {
    const credentials = [id, secret].map((text) =>
      new URLSearchParams({ "": text }).toString().slice(1),
    );
    headers.set("authorization", `Basic ${Buffer.from(credentials.join(":")).toString("base64")}`);
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
