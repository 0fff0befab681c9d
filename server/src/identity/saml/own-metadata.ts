import { generateServiceProviderMetadata } from "@node-saml/node-saml";
import type { SamlConfig } from "../../config/saml.ts";
import { libraryOptions, type SamlUrls } from "./request.ts";

/** What the provider's administrator registers: an `SPSSODescriptor` as XML (SAML Metadata, 2.4.4). No secret is in it. */
export function samlMetadata(config: SamlConfig, urls: SamlUrls): string {
  return generateServiceProviderMetadata({
    ...libraryOptions(config, urls),
    publicCerts: config.signing?.certificate ?? null,
    ...(config.decryption && {
      decryptionPvk: config.decryption.key,
      decryptionCert: config.decryption.certificate,
    }),
    wantAssertionsSigned: true,
    generateUniqueId: () => "purser",
  });
}
