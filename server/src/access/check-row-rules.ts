import type { PurserConfig } from "../config/config.ts";
import { listGrants } from "../config/list-grants.ts";
import { toPathStep } from "../config/path-step.ts";
import type { ConfigProblem } from "../config/problem.ts";
import { resourceEntry } from "../config/resource-entry.ts";
import type { Resource } from "../resource/resource.ts";
import { faultOf } from "./row-rule.ts";

/**
 * Rules that say something that cannot be judged. They would deny, and nobody would know why. A column that is hidden,
 * or that Purser's login may not read, is none that a rule can read either.
 */
export function checkRowRules(
  resources: readonly Resource[],
  configs: PurserConfig["resources"],
): readonly ConfigProblem[] {
  return Object.entries(configs).flatMap(([table, config]) => {
    const resource = resources.find((each) => resourceEntry(configs, each.table) === config);
    if (!resource) return [];
    return listGrants(config.access, `resources${toPathStep(table)}`).flatMap(([{ rows }, at]) => {
      const fault = rows === undefined ? null : faultOf(rows, resource);
      if (fault === null) return [];
      return [
        {
          id: "bad_row_rule",
          path: `${at}.rows`,
          message: `This rule cannot be judged: ${fault}.`,
          hint: "Compare columns that are not hidden with values or claims, and join comparisons with `and` and `or`.",
        },
      ];
    });
  });
}
