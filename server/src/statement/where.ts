import { sql } from "kysely";
import type { Comparison, Condition, RelatedTo } from "../plan/condition.ts";
import { keyFields } from "../plan/record.ts";
import type { Resource } from "../resource/resource.ts";
import type { Fragment } from "./compile.ts";
import { all, any, cast, columnOf, row, tableOf } from "./compile.ts";

export function whereOf(condition: Condition): Fragment {
  switch (condition.kind) {
    case "and":
      return all(condition.conditions.map(whereOf));
    case "or":
      return any(condition.conditions.map(whereOf));
    case "comparison":
      return comparisonOf(condition);
    case "relatedTo":
      return relatedTo(condition);
  }
}

/** The one row with a key. */
export function keyIs(resource: Resource, key: readonly string[], alias: string = row): Fragment {
  return all(
    keyFields(resource).map(
      (field, index) =>
        sql`${columnOf(field.name, alias)} = ${cast(key[index] ?? null, field.cast)}`,
    ),
  );
}

function comparisonOf({ field, operator, values }: Comparison): Fragment {
  const column = columnOf(field.name);
  const [first = null, second = null] = values;
  switch (operator) {
    case "eq":
      return sql`${column} = ${cast(first, field.cast)}`;
    case "ne":
      return sql`${column} is distinct from ${cast(first, field.cast)}`;
    case "lt":
      return sql`${column} < ${cast(first, field.cast)}`;
    case "lte":
      return sql`${column} <= ${cast(first, field.cast)}`;
    case "gt":
      return sql`${column} > ${cast(first, field.cast)}`;
    case "gte":
      return sql`${column} >= ${cast(first, field.cast)}`;
    case "between":
      return sql`(${column} >= ${cast(first, field.cast)} and ${column} <= ${cast(second, field.cast)})`;
    case "in":
      return sql`${column} = any(${cast(values, `${field.cast}[]`)})`;
    case "nin":
      return sql`(${column} <> all(${cast(values, `${field.cast}[]`)}) or ${column} is null)`;
    case "contains":
      return sql`${column} ilike ${`%${escapeLike(first)}%`}`;
    case "containss":
      return sql`${column} like ${`%${escapeLike(first)}%`}`;
    case "startswith":
      return sql`${column} ilike ${`${escapeLike(first)}%`}`;
    case "startswithss":
      return sql`${column} like ${`${escapeLike(first)}%`}`;
    case "ina":
      return sql`${column} @> ${cast(first, field.cast)}`;
    case "null":
      return sql`${column} is null`;
    case "nnull":
      return sql`${column} is not null`;
  }
}

/** Wildcards in what a person typed stand for themselves (PostgreSQL manual, 9.7.1 "LIKE"). */
function escapeLike(text: string | null): string {
  return (text ?? "").replaceAll(/[\\%_]/g, "\\$&");
}

/** The far end's columns equal the near record's, which subqueries read once, so that an index on the far end serves. */
function relatedTo({ resource, key, relation, through }: RelatedTo): Fragment {
  const near = (name: string) =>
    sql`(select ${columnOf(name, "near")} from ${tableOf(resource.table, "near")} where ${keyIs(resource, key, "near")})`;
  if (relation.through === null || through === null)
    return all(
      relation.targetFields.map(
        (name, index) => sql`${columnOf(name)} = ${near(relation.fields[index] ?? "")}`,
      ),
    );
  const { nearFields, farFields } = relation.through;
  const joined = [
    ...nearFields.map(
      (name, index) => sql`${columnOf(name, "link")} = ${near(relation.fields[index] ?? "")}`,
    ),
    ...farFields.map(
      (name, index) =>
        sql`${columnOf(name, "link")} = ${columnOf(relation.targetFields[index] ?? "")}`,
    ),
  ];
  return sql`exists (select from ${tableOf(through.table, "link")} where ${all(joined)})`;
}
