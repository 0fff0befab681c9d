import { hash } from "node:crypto";
import type { Connection } from "../database/database.ts";

/** What opens one commitment in the log, and says nothing about any other. */
export interface Disclosure {
  /** Id of the change. */
  readonly change: string;
  readonly side: "before" | "after";
  readonly field: string;
  /** sha256(salt ‖ value as UTF-8) in hexadecimal, as it stands in the change's record. */
  readonly commitment: string;
  /** 16 bytes in hexadecimal. */
  readonly salt: string;
  /** The column's text output. */
  readonly value: string;
}

/**
 * Opens one personal field of a change, on the sides that have it; none where the value was null or has been erased.
 * Whether the caller may see the field is for whoever asks to judge.
 */
export async function discloseField(
  connection: Connection,
  change: string,
  field: string,
): Promise<readonly Disclosure[]> {
  const { rows } = await connection.run({
    text: `select s.side, encode(v.commitment, 'hex'), encode(v.salt, 'hex'), v.value
      from purser.change as c
      cross join lateral (values ('before', c.before ->> $2::text), ('after', c.after ->> $2::text)) as s (side, commitment)
      join purser.personal_value as v on v.commitment = decode(s.commitment, 'hex')
      where c.id = $1::bigint and $2::text = any(c.personal)
      order by s.side desc`,
    values: [change, field],
  });
  return rows.map(([side, commitment, salt, value]) => ({
    change,
    side: side === "before" ? "before" : "after",
    field,
    commitment: commitment ?? "",
    salt: salt ?? "",
    value: value ?? "",
  }));
}

/** Whether salt and value are what was committed to; that the commitment stands in the log is for its proof to show. */
export function isOpening({
  commitment,
  salt,
  value,
}: Pick<Disclosure, "commitment" | "salt" | "value">): boolean {
  const bytes = Buffer.concat([Buffer.from(salt, "hex"), Buffer.from(value, "utf8")]);
  return salt.length === 32 && hash("sha256", bytes, "hex") === commitment;
}
