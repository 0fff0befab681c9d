export { folderAnchor } from "./audit/anchor/folder-anchor.ts";
export { httpAnchor } from "./audit/anchor/http-anchor.ts";
export type { AccessProxyConfig, TokenAlgorithm } from "./config/access-proxy.ts";
export { awsAlb, cloudflareAccess, googleIap, jwtProxy } from "./config/access-proxy.ts";
export type {
  Anchor,
  AnchoredCheckpoint,
  AuditConfig,
  DatabaseConfig,
  FieldConfig,
  FieldSet,
  GrantConfig,
  LimitsConfig,
  OidcConfig,
  PurserConfig,
  RelationConfig,
  ResourceConfig,
  RevealConfig,
  RoleConfig,
  SignOff,
} from "./config/config.ts";
export { defineConfig, oidc } from "./config/config.ts";
export type { Mask } from "./config/mask.ts";
export type { PerimeterConfig } from "./config/perimeter.ts";
export type { ConfigProblem } from "./config/problem.ts";
export type { RowRule } from "./config/row-rule.ts";
export { StartError } from "./config/start-error.ts";
export { mountInExpress } from "./mount/express.ts";
export { mountInFastify } from "./mount/fastify.ts";
export { mountInNode } from "./mount/node.ts";
export type { Purser, PurserOptions } from "./purser.ts";
export { createPurser } from "./purser.ts";
