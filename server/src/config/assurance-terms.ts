import type { AssuranceWay } from "../contract/index.ts";
import type { PurserConfig } from "./config.ts";
import { canForceFreshness } from "./provider-name.ts";

/** What the config says about how well it must be known who asks, with what it left out. */
export interface AssuranceTerms {
  readonly freshSeconds: number;
  /** Operations that need more than they demand themselves. */
  readonly fresh: ReadonlySet<string>;
  readonly confirmed: ReadonlySet<string>;
  /** How people can prove anew who they are. */
  readonly ways: readonly AssuranceWay[];
  /** Hours until a passkey may confirm; null without passkeys. */
  readonly holdHours: number | null;
}

export function assuranceTerms({
  assurance = {},
  identity,
  passkeys,
}: Pick<PurserConfig, "assurance" | "identity" | "passkeys">): AssuranceTerms {
  return {
    freshSeconds: (assurance.freshMinutes ?? 10) * 60,
    fresh: new Set(assurance.fresh),
    confirmed: new Set(assurance.confirmed),
    ways: [
      ...(canForceFreshness(identity) ? ["provider" as const] : []),
      ...(passkeys === false ? [] : ["passkey" as const]),
    ],
    holdHours: passkeys === false ? null : (passkeys?.holdHours ?? 24),
  };
}
