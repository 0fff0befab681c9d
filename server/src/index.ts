export { folderAnchor } from "./audit/anchor/folder-anchor.ts";
export { httpAnchor } from "./audit/anchor/http-anchor.ts";
export type { AccessProxyConfig, TokenAlgorithm } from "./config/access-proxy.ts";
export { awsAlb, cloudflareAccess, googleIap, jwtProxy } from "./config/access-proxy.ts";
export type {
  Anchor,
  AnchoredCheckpoint,
  AssuranceConfig,
  AuditConfig,
  DatabaseConfig,
  FieldConfig,
  FieldSet,
  GrantConfig,
  LimitsConfig,
  PasskeyConfig,
  PurserConfig,
  RelationConfig,
  ResourceConfig,
  RevealConfig,
  RoleConfig,
  SignOff,
} from "./config/config.ts";
export { defineConfig } from "./config/config.ts";
export type { AssuranceRule, ClientKey, IdentityConfig, OidcConfig } from "./config/identity.ts";
export { oidc } from "./config/identity.ts";
export { auth0, entra, google, keycloak, okta } from "./config/identity-presets.ts";
export type { Mask } from "./config/mask.ts";
export type { PerimeterConfig } from "./config/perimeter.ts";
export type { ConfigProblem } from "./config/problem.ts";
export type { RowRule } from "./config/row-rule.ts";
export type { SamlConfig, SamlKeyPair, SamlProvider, SamlSecondFactor } from "./config/saml.ts";
export { saml } from "./config/saml.ts";
export { StartError } from "./config/start-error.ts";
export { readProviderMetadata } from "./identity/saml/provider-metadata.ts";
export { mountInExpress } from "./mount/express.ts";
export { mountInFastify } from "./mount/fastify.ts";
export { mountInNode } from "./mount/node.ts";
export type { Purser, PurserOptions } from "./purser.ts";
export { createPurser } from "./purser.ts";
