import type { PurserConfig, ResourceConfig } from "./config.ts";

/** The config's entry for a table: `schema.table`, or in schema `public` also `table`. */
export function resourceEntry(
  resources: PurserConfig["resources"],
  table: { readonly schema: string; readonly name: string },
): ResourceConfig | undefined {
  const names =
    table.schema === "public"
      ? [table.name, `public.${table.name}`]
      : [`${table.schema}.${table.name}`];
  const name = names.find((each) => Object.hasOwn(resources, each));
  return name === undefined ? undefined : resources[name];
}
