import { sql } from "kysely";
import type { Comparison, Condition, RelatedTo } from "../access/condition.ts";
import { isConstant } from "../access/condition.ts";
import { keyFields } from "../plan/record.ts";
import type { Field, Resource } from "../resource/resource.ts";
import type { Fragment } from "./compile.ts";
import { all, any, cast, columnOf, fixed, literal, row, tableOf } from "./compile.ts";

/** How a column of the row under discussion is written. */
export type ColumnOf = (field: Pick<Field, "name" | "cast">) => Fragment;

const ofRow: ColumnOf = ({ name }) => columnOf(name);

/** Row rules of the row under discussion, put into words once. */
const worded = new WeakMap<Condition, Fragment>();

export function whereOf(condition: Condition, column: ColumnOf = ofRow): Fragment {
  if (column !== ofRow || !isConstant(condition)) return inWords(condition, column);
  const words = worded.get(condition) ?? fixed(inWords(condition, column));
  worded.set(condition, words);
  return words;
}

function inWords(condition: Condition, column: ColumnOf): Fragment {
  switch (condition.kind) {
    case "and":
      return all(condition.conditions.map((each) => whereOf(each, column)));
    case "or":
      return any(condition.conditions.map((each) => whereOf(each, column)));
    case "comparison":
      return comparisonOf(condition, column(condition.field));
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

function comparisonOf(comparison: Comparison, column: Fragment): Fragment {
  const { field, operator, values } = comparison;
  const [first = null, second = null] = values;
  const one = (value: string | null) => (comparison.constant ? literal : cast)(value, field.cast);
  const list = comparison.constant
    ? sql`array[${sql.join(values.map(one))}]::${sql.raw(field.cast)}[]`
    : cast(values, `${field.cast}[]`);
  switch (operator) {
    case "eq":
      return sql`${column} = ${one(first)}`;
    case "ne":
      return sql`${column} is distinct from ${one(first)}`;
    case "lt":
      return sql`${column} < ${one(first)}`;
    case "lte":
      return sql`${column} <= ${one(first)}`;
    case "gt":
      return sql`${column} > ${one(first)}`;
    case "gte":
      return sql`${column} >= ${one(first)}`;
    case "between":
      return sql`(${column} >= ${one(first)} and ${column} <= ${one(second)})`;
    case "in":
      return sql`${column} = any(${list})`;
    case "nin":
      return sql`(${column} <> all(${list}) or ${column} is null)`;
    case "contains":
      return sql`${column} ilike ${`%${escapeLike(first)}%`}`;
    case "containss":
      return sql`${column} like ${`%${escapeLike(first)}%`}`;
    case "startswith":
      return sql`${column} ilike ${`${escapeLike(first)}%`}`;
    case "startswithss":
      return sql`${column} like ${`${escapeLike(first)}%`}`;
    case "ina":
      return sql`${column} @> ${one(first)}`;
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
function relatedTo({ near: { resource, rows }, key, relation, through }: RelatedTo): Fragment {
  const within = (condition: Condition, alias: string) =>
    whereOf(condition, ({ name }) => columnOf(name, alias));
  const near = (name: string) =>
    sql`(select ${columnOf(name, "near")} from ${tableOf(resource.table, "near")} where ${all([keyIs(resource, key, "near"), within(rows, "near")])})`;
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
  return sql`exists (select from ${tableOf(through.resource.table, "link")} where ${all([...joined, within(through.rows, "link")])})`;
}
