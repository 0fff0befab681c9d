import { sql } from "kysely";
import type { Statement } from "../database/database.ts";
import type { Assignment, CreatePlan, DeletePlan, UpdatePlan } from "../plan/write.ts";
import type { Fragment } from "./compile.ts";
import { cast, columnOf, compile, tableOf } from "./compile.ts";
import { keyIs } from "./where.ts";

/** Returns the new row's key columns. */
export function insertRow({ grant, assignments }: CreatePlan): Statement {
  const { table, key } = grant.resource;
  const into = sql`insert into ${tableOf(table)}`;
  const returning = sql`returning ${sql.join(key.map((name) => columnOf(name)))}`;
  if (assignments.length === 0) return compile(sql`${into} default values ${returning}`);
  const names = sql.join(assignments.map(({ field }) => sql.id(field.name)));
  return compile(
    sql`${into} (${names}) values (${sql.join(assignments.map(parameterOf))}) ${returning}`,
  );
}

export function updateRow({ grant, key, assignments }: UpdatePlan): Statement {
  const set = sql.join(
    assignments.map((each) => sql`${sql.id(each.field.name)} = ${parameterOf(each)}`),
  );
  return compile(
    sql`update ${tableOf(grant.resource.table)} set ${set} where ${keyIs(grant.resource, key)}`,
  );
}

export function deleteRow({ grant, key }: DeletePlan): Statement {
  return compile(
    sql`delete from ${tableOf(grant.resource.table)} where ${keyIs(grant.resource, key)}`,
  );
}

function parameterOf({ field, text }: Assignment): Fragment {
  return cast(text, field.cast);
}
