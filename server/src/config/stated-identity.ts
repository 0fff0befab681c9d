import type { PurserConfig } from "./config.ts";
import type { IdentityConfig } from "./identity.ts";

/** Who vouches for people, by which of their words, and what is asked of a person here: what of a config decides who comes in. */
export interface StatedIdentity {
  readonly provider: object;
  readonly passkeys: NonNullable<PurserConfig["passkeys"]>;
  readonly assurance: NonNullable<PurserConfig["assurance"]>;
}

/** By name, since everything else in there may be a secret. */
const stated = [
  "kind",
  "issuer",
  "clientId",
  "groupsClaim",
  "members",
  "demanded",
  "provider",
  "attributes",
  "claims",
  "secondFactor",
  "freshness",
];

export function stateIdentity({
  identity,
  passkeys = {},
  assurance = {},
}: Pick<PurserConfig, "identity" | "passkeys" | "assurance">): StatedIdentity {
  return { provider: stateProvider(identity), passkeys, assurance };
}

function stateProvider(identity: IdentityConfig): object {
  return Object.fromEntries(Object.entries(identity).filter(([name]) => stated.includes(name)));
}
