import * as z from "zod";
import { member, visible } from "../catalog/visible.ts";
import type { Database } from "../database/database.ts";
import type { CoverageFinding } from "../resource/coverage.ts";
import { nameResource } from "../resource/name.ts";

/** A partition, or a table that inherits from another: its rows are recorded and shown as those of its root. */
export interface Part {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** The capture trigger is there and ENABLE ALWAYS. */
  readonly armed: boolean;
  /** What it is a part of; null once it was detached. */
  readonly root: { readonly schema: string; readonly name: string } | null;
}

const partsSql = `
with recursive ${visible}, ${member},
part as (
  select m.oid, json_build_object('schema', v.nspname, 'name', v.relname) as root
  from member m
  join visible v on v.oid = m.root
  where m.oid <> m.root
)
select coalesce(json_agg(json_build_object(
  'oid', c.oid::int8, 'schema', n.nspname, 'name', c.relname, 'root', p.root,
  'armed', exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'purser_capture' and t.tgenabled = 'A')
)), '[]')
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
left join part p on p.oid = c.oid
where p.oid is not null or c.oid = any($1::oid[])`;

const partsSchema: z.ZodType<readonly Part[]> = z.array(
  z.object({
    oid: z.number(),
    schema: z.string(),
    name: z.string(),
    armed: z.boolean(),
    root: z.object({ schema: z.string(), name: z.string() }).nullable(),
  }),
);

/** Every part there is, and what has become of those that were seen before, as long as they exist. */
export async function readParts(
  database: Database,
  before: readonly Part[],
): Promise<readonly Part[]> {
  const values = [before.map(({ oid }) => String(oid))];
  const { rows } = await database.run({ text: partsSql, values });
  return partsSchema.parse(JSON.parse(rows[0]?.[0] ?? "[]"));
}

/**
 * Judges the parts of what is covered. Detaching takes the capture trigger along: the rows are then out of Purser's
 * reach, and what happens to them is out of its log. `before` tells what a detached one was a part of.
 */
export function judgeParts(
  before: readonly Part[],
  now: readonly Part[],
  covered: readonly CoverageFinding[],
): readonly CoverageFinding[] {
  const former = new Map(before.map((part) => [part.oid, part.root]));
  return now.flatMap((part) => {
    const root = part.root ?? former.get(part.oid);
    if (
      !root ||
      !covered.some(({ schema, table }) => schema === root.schema && table === root.name)
    )
      return [];
    const isDetached = part.root === null && !part.armed;
    return [
      {
        schema: part.schema,
        table: part.name,
        resource: nameResource(root.schema, root.name),
        reason: isDetached ? `detached from ${root.schema}.${root.name}` : null,
        stops: [],
      },
    ];
  });
}

/** What to compare the next reading with: a detached part keeps its root, so that it is told apart from any table. */
export function rememberParts(before: readonly Part[], now: readonly Part[]): readonly Part[] {
  const former = new Map(before.map((part) => [part.oid, part.root]));
  return now.map((part) => ({ ...part, root: part.root ?? former.get(part.oid) ?? null }));
}
