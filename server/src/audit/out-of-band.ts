import { sql } from "kysely";
import type { Grants } from "../access/grant.ts";
import type { Fragment } from "../statement/compile.ts";
import { sealedBy } from "./entry.ts";

/** Columns of a change made beside Purser, as `readEntry` expects them; `b` is in scope. */
export function outOfBandColumns(resource: Fragment): readonly Fragment[] {
  return [
    sql`'event'`,
    sql`b.id`,
    sql`b.at`,
    sql`'change.outOfBand'`,
    sql`'none'`,
    sql`null`,
    sql`b.login`,
    sql`null`,
    sql`'[]'`,
    resource,
    sql`b.keys`,
    sql`'[]'`,
    sql`null`,
    sql`null`,
    sql`null`,
    sql`null`,
    sql`'done'`,
    sql`null`,
    sql`1`,
    sql`0`,
    sealedBy("b"),
    sql`null`,
    sql`null`,
  ];
}

/** Those in tables that the reader may read, as `b` with the `resource` that each is a change of. */
export function outOfBandOf(grants: Grants): Fragment {
  const tables = [...grants.values()].map(({ resource }) => resource);
  const schemas = tables.map(({ table }) => table.schema);
  const names = tables.map(({ table }) => table.name);
  return sql`(
    select v.*, r.resource
    from purser.out_of_band as v
    join unnest(${schemas}::text[], ${names}::text[], ${tables.map(({ name }) => name)}::text[]) as r (schema, name, resource)
      on r.schema = v.table_schema and r.name = v.table_name) as b`;
}

/** The change that an entry's id is made of, as `purser.out_of_band` makes them; null of any other entry. */
export function changeOfEntry(id: string): string | null {
  const digits = /^00000000-0000-8000-8000-([0-9a-f]{12})$/i.exec(id)?.[1];
  return digits === undefined ? null : BigInt(`0x${digits}`).toString();
}
