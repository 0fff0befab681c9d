import { hash } from "node:crypto";
import type { Connection } from "../database/database.ts";

/** What opens one commitment in the log, and says nothing about any other. */
export interface Disclosure {
  /** Id of the change. */
  readonly change: string;
  readonly field: string;
  /** 16 bytes in hexadecimal. */
  readonly salt: string;
  readonly side: "before" | "after";
  /** The column's text output. */
  readonly value: string;
}

/** One personal field of one change. */
export type Disclosable = Pick<Disclosure, "change" | "field">;

/**
 * Opens personal fields of changes, on the sides that have them; none where the value was null or has been erased.
 * Whether the caller may see them is for whoever asks to judge; of a hidden column the login gets nothing.
 */
export async function disclose(
  connection: Connection,
  fields: readonly Disclosable[],
): Promise<readonly Disclosure[]> {
  const { rows } = await connection.run({
    text: `select c.id, f.name, encode(v.salt, 'hex'), s.side, v.value
      from unnest($1::bigint[], $2::text[]) as f (change, name)
      join purser.change as c on c.id = f.change and f.name = any(c.personal)
      cross join lateral (values ('before', c.before ->> f.name), ('after', c.after ->> f.name)) as s (side, commitment)
      join purser.personal_value as v on v.commitment = decode(s.commitment, 'hex')
      order by c.id, f.name, s.side desc`,
    values: [fields.map(({ change }) => change), fields.map(({ field }) => field)],
  });
  return rows.map(([change, field, salt, side, value]) => ({
    change: change ?? "",
    field: field ?? "",
    salt: salt ?? "",
    side: side === "before" ? "before" : "after",
    value: value ?? "",
  }));
}

/**
 * Whether salt and value are what was committed to: sha256(salt ‖ value as UTF-8) in hexadecimal. That the commitment
 * stands in the log is for its proof to show.
 */
export function isOpening(
  { salt, value }: Pick<Disclosure, "salt" | "value">,
  commitment: string,
): boolean {
  const bytes = Buffer.concat([Buffer.from(salt, "hex"), Buffer.from(value, "utf8")]);
  return /^[0-9a-f]{32}$/.test(salt) && hash("sha256", bytes, "hex") === commitment;
}
