import type { IdentityConfig } from "../config/identity.ts";
import { connectOidc } from "./oidc.ts";
import type { IdentityProvider } from "./provider.ts";
import { samlMetadata } from "./saml/own-metadata.ts";
import type { SamlUrls } from "./saml/request.ts";
import { connectSaml, type SamlDesk } from "./saml.ts";

/** A provider, and what its administrator registers us by; null where that is but an address. */
export interface ConnectedProvider {
  readonly provider: IdentityProvider;
  readonly metadata: (() => string) | null;
}

/** The company's identity provider, in the protocol that it speaks. */
export function connectProvider(
  config: IdentityConfig,
  urls: SamlUrls & { readonly redirect: string },
  desk: SamlDesk,
): ConnectedProvider {
  switch (config.kind) {
    case "oidc":
      return { provider: connectOidc(config, urls.redirect), metadata: null };
    case "saml":
      return {
        provider: connectSaml(config, urls, desk),
        metadata: () => samlMetadata(config, urls),
      };
  }
}
