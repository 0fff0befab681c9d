import { toPathStep } from "../config/path-step.ts";
import type { CompiledResources } from "./compile.ts";
import type { Resource } from "./resource.ts";

/**
 * The resources to show once the database has changed underneath. Of a table that no longer fits the config nobody has
 * judged what may be seen (`except` names a column that has another name by now): it stays as it was, and takes no
 * writes until somebody has looked at the config.
 */
export function renewResources(
  inForce: readonly Resource[],
  { resources, problems }: Pick<CompiledResources, "resources" | "problems">,
): readonly Resource[] {
  const fits = ({ table }: Resource) =>
    !pathsOf(table).some((path) => problems.some((problem) => isWithin(problem.path, path)));
  return [
    ...resources.filter(fits),
    ...inForce
      .filter((resource) => !fits(resource))
      .map((resource) => ({
        ...resource,
        readOnlyBecause:
          "Read-only, because the table no longer fits Purser's config: run `purser check`.",
      })),
  ];
}

function pathsOf({ schema, name }: Resource["table"]): readonly string[] {
  const names = schema === "public" ? [name, `public.${name}`] : [`${schema}.${name}`];
  return names.map((each) => `resources${toPathStep(each)}`);
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
