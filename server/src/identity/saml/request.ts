import { randomBytes } from "node:crypto";
import { SAML } from "@node-saml/node-saml";
import type { SamlConfig } from "../../config/saml.ts";
import type { SignInRequest } from "../provider.ts";

/** Where Purser is, for the provider. */
export interface SamlUrls {
  /** Of the assertion consumer service, where the browser posts the provider's answer: `<origin>/auth/saml/acs`. */
  readonly acs: string;
  /** Of our metadata, and our entity id where the config gives no other: `<origin>/auth/saml/metadata`. */
  readonly metadata: string;
}

export function entityIdOf(config: SamlConfig, urls: SamlUrls): string {
  return config.entityId ?? urls.metadata;
}

/** What the library wants to know for whatever it writes; what it could verify, is verified without it. */
export function libraryOptions(config: SamlConfig, urls: SamlUrls) {
  return {
    callbackUrl: urls.acs,
    issuer: entityIdOf(config, urls),
    idpCert: [...config.provider.certificates],
    entryPoint: config.provider.signInUrl,
    // Which name somebody has is the provider's to say; a format that it does not know would have it refuse.
    identifierFormat: null,
    signatureAlgorithm: "sha256" as const,
    ...(config.signing && {
      privateKey: config.signing.key,
      publicCert: config.signing.certificate,
    }),
  };
}

/**
 * An `AuthnRequest` by the HTTP-Redirect binding (SAML Bindings, 3.4), and what its answer has to bring back: its id, a
 * `RelayState` that means nothing to anybody, and since when an answer is fresh (`now`, milliseconds since 1970).
 */
export async function requestSignIn(
  config: SamlConfig,
  urls: SamlUrls,
  fresh: boolean,
  now: number,
): Promise<SignInRequest> {
  const secrets = {
    request: `_${randomBytes(20).toString("hex")}`,
    relayState: randomBytes(32).toString("base64url"),
    begun: String(Math.floor(now / 1000)),
  };
  const contexts = config.secondFactor?.contexts ?? [];
  const library = new SAML({
    ...libraryOptions(config, urls),
    generateUniqueId: () => secrets.request,
    forceAuthn: fresh,
    disableRequestedAuthnContext: contexts.length === 0,
    authnContext: [...contexts],
  });
  const url = await library.getAuthorizeUrlAsync(secrets.relayState, undefined, {});
  return { url: new URL(url), secrets };
}
