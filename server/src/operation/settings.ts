import { sealingOf } from "../audit/background.ts";
import { assuranceTerms } from "../config/assurance-terms.ts";
import type { PurserConfig } from "../config/config.ts";
import { warnOfOptOuts } from "../config/perimeter.ts";
import { policyDigest } from "../config/policy-digest.ts";
import { revealTerms } from "../config/reveal-terms.ts";
import type { Settings } from "./operation.ts";

/** What operations go by, from a config that was checked. `banner` is told to everybody, beside what the config gives away. */
export function readSettings(
  config: PurserConfig,
  banner: string | null,
  describeApi: Settings["describeApi"],
): Settings {
  const warnings = [...(banner === null ? [] : [banner]), ...warnOfOptOuts(config.perimeter)];
  return {
    application: config.name,
    timeZone: config.timeZone ?? "UTC",
    requireReason: config.requireReason ?? false,
    auditRoles: rolesThat(config, "audit"),
    reviewRoles: rolesThat(config, "review"),
    administerRoles: rolesThat(config, "administer"),
    roles: config.roles,
    resources: config.resources,
    policy: policyDigest(config),
    reveal: revealTerms(config.reveal),
    assurance: assuranceTerms(config),
    banners: warnings.map((text) => ({ level: "warning" as const, text })),
    sealing: sealingOf(config),
    describeApi,
  };
}

function rolesThat(
  { roles }: PurserConfig,
  duty: "audit" | "review" | "administer",
): ReadonlySet<string> {
  return new Set(Object.keys(roles).filter((name) => roles[name]?.[duty] === true));
}
