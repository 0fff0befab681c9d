import type { IdentityConfig } from "./identity.ts";

/** What people are told that they sign in with. */
export function nameProvider(identity: IdentityConfig): string {
  return identity.label ?? addressOfProvider(identity).host;
}

/** Where people sign in. */
export function addressOfProvider(identity: IdentityConfig): URL {
  return new URL(identity.kind === "saml" ? identity.provider.signInUrl : identity.issuer);
}

/** Whether the provider can be made to ask again who somebody is. */
export function canForceFreshness(identity: IdentityConfig): boolean {
  return (identity.freshness ?? "forced") === "forced";
}
