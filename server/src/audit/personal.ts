import { sql } from "kysely";
import * as z from "zod";
import type { Fragment } from "../statement/compile.ts";

/** A row as the log holds it: each column's text output. */
export interface Side {
  readonly [column: string]: string | null;
}

/** What the commitments of a change `c` commit to, and which of its columns hold any, as `openSide` expects them. */
export const personalColumnsOfChange: readonly Fragment[] = [
  sql`array_to_json(c.personal)`,
  sql`(select json_object_agg(encode(v.commitment, 'hex'), v.value)
    from unnest(c.personal) as p (name)
    cross join lateral (values (c.before ->> p.name), (c.after ->> p.name)) as side (commitment)
    join purser.personal_value as v on v.commitment = decode(side.commitment, 'hex'))`,
];

export interface Personal {
  /** Columns that hold commitments. */
  readonly columns: readonly string[];
  /** Values by commitment, but for those that were erased. */
  readonly values: ReadonlyMap<string, string>;
}

const columnsSchema = z.array(z.string());
const valuesSchema = z.record(z.string(), z.string()).nullable();

/** Reads the two columns. */
export function readPersonal(columns: string | null, values: string | null): Personal {
  return {
    columns: columnsSchema.parse(JSON.parse(columns ?? "[]")),
    values: new Map(Object.entries(valuesSchema.parse(JSON.parse(values ?? "null")) ?? {})),
  };
}

/** The side with values in the place of commitments: null where the value was erased. */
export function openSide(side: Side, { columns, values }: Personal): Side {
  if (columns.length === 0) return side;
  return Object.fromEntries(
    Object.entries(side).map(([name, text]) => [
      name,
      text !== null && columns.includes(name) ? (values.get(text) ?? null) : text,
    ]),
  );
}

/** Columns of which a side holds a commitment to a value that was erased. */
export function erasedColumns(side: Side, { columns, values }: Personal): readonly string[] {
  return columns.filter((name) => {
    const commitment = side[name] ?? null;
    return commitment !== null && !values.has(commitment);
  });
}
