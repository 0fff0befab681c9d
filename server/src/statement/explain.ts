import { sql } from "kysely";
import type { Condition } from "../access/condition.ts";
import type { Resource } from "../resource/resource.ts";
import { all, columnOf, compile, tableOf } from "./compile.ts";
import type { RecordedQuery } from "./recorded.ts";
import { keyIs, whereOf } from "./where.ts";

/** A grant's condition as it stands in every statement: its values are in the text. */
export function printCondition(condition: Condition): string {
  return compile(whereOf(condition)).text;
}

/** One row where the record is there and is among `rows`: its key, and whether it meets each of the conditions. */
export function selectStanding(
  resource: Resource,
  rows: Condition,
  key: readonly string[],
  conditions: readonly Condition[],
): RecordedQuery {
  const columns = [
    ...resource.key.map((name) => columnOf(name)),
    ...conditions.map((condition) => sql`coalesce(${whereOf(condition)}, false)`),
  ];
  const listed = sql.join(columns.map((column, place) => sql`${column} as ${sql.id(`c${place}`)}`));
  return {
    select: sql`select ${listed} from ${tableOf(resource.table)} where ${all([keyIs(resource, key), whereOf(rows)])}`,
    width: columns.length,
    key: resource.key.map((_, place) => place),
  };
}
