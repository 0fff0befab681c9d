import { sql } from "kysely";
import type { Comparison, Condition } from "../access/condition.ts";
import type { Grant } from "../access/grant.ts";
import { isJudged } from "../access/sight.ts";
import type { Fragment } from "./compile.ts";
import { all, any } from "./compile.ts";
import { whereOf } from "./where.ts";

/** One side of a captured change, as it lies in the log: personal values are commitments. */
export interface CapturedSide {
  readonly image: Fragment;
  /** Columns that hold commitments. */
  readonly personal: Fragment;
}

/** Sides of the change that goes by an alias. */
export function sidesOf(alias: string): {
  readonly before: CapturedSide;
  readonly after: CapturedSide;
} {
  const personal = sql.ref(`${alias}.personal`);
  return {
    before: { image: sql.ref(`${alias}.before`), personal },
    after: { image: sql.ref(`${alias}.after`), personal },
  };
}

/**
 * Whether a record, as an image has it, meets a condition: never where the image does not tell. PostgreSQL judges, as it
 * does of rows, so that no collation and no type is read in two ways.
 */
export function imageMeets(condition: Condition, side: CapturedSide): Fragment {
  switch (condition.kind) {
    case "and":
      return all(condition.conditions.map((each) => imageMeets(each, side)));
    case "or":
      return any(condition.conditions.map((each) => imageMeets(each, side)));
    case "comparison":
      return comparisonMet(condition, side);
    case "relatedTo":
      return sql`false`;
  }
}

/** Only a `case` keeps PostgreSQL from casting before it knows that it can. */
function comparisonMet(comparison: Comparison, { image, personal }: CapturedSide): Fragment {
  const { name, cast } = comparison.field;
  const met = whereOf(
    comparison,
    () => sql`(purser.open_personal(${image}, ${personal}) ->> ${name}::text)::${sql.raw(cast)}`,
  );
  return sql`case when purser.tells(${image}, ${personal}, ${name}::text, ${cast}::regtype) then coalesce(${met}, false) else false end`;
}

/** What `sightOf` makes a sight of, for a side of the change `alias`; null where its grant has nothing to ask. */
export function imageMet(
  grants: Iterable<Grant>,
  alias: string,
  side: "before" | "after",
): Fragment {
  const judged = [...grants].filter(isJudged);
  if (judged.length === 0) return sql`null`;
  const captured = sidesOf(alias)[side];
  const cases = judged.map(
    ({ resource: { table }, rows, conditions }) =>
      sql`when ${sql.ref(`${alias}.table_schema`)} = ${table.schema} and ${sql.ref(`${alias}.table_name`)} = ${table.name}
        then json_build_array(${sql.join([rows, ...conditions].map((each) => imageMeets(each, captured)))})`,
  );
  return sql`case ${sql.join(cases, sql` `)} end`;
}
