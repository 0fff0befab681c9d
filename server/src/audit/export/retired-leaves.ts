import type { Connection } from "../../database/database.ts";
import { nodeHash, rootOf } from "../merkle/hash.ts";
import type { Range } from "../merkle/range.ts";
import type { ExportHeader } from "./line.ts";

const tileWidth = 256;

/** Which positions of a range are of records that were removed with their month, and by which event. */
export async function readRetired(
  connection: Connection,
  tree: number,
  { from, to }: Range,
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await connection.run({
    text: "select position, event_id from purser.retired_leaf where tree = $1 and tile between $2 / 256 and ($3 - 1) / 256",
    values: [tree, from, to],
  });
  return new Map(rows.map(([position, id]) => [Number(position), id ?? ""]));
}

/** What lies before a position of the months that were removed on both sides of it. */
export async function readRetiredBefore(
  connection: Connection,
  tree: number,
  position: number,
): Promise<ExportHeader["retired"]> {
  const tile = Math.floor(position / tileWidth);
  const whole = await connection.run({
    text: `select r.event_id, min(r.tile * 256 + position(b'1' in r.places) - 1),
        (array_agg(r.leaves order by r.tile desc))[1], sum(bit_count(r.places))
      from purser.retired as r
      where r.tree = $1 and r.tile < $2 and exists (
        select from purser.retired as later
        where later.tree = r.tree and later.event_id = r.event_id and later.tile >= $2)
      group by r.event_id`,
    values: [tree, tile],
  });
  const partial = await connection.run({
    text: "select event_id, position, hash from purser.retired_leaf where tree = $1 and tile = $2 and position < $3 order by position",
    values: [tree, tile, position],
  });
  const before = new Map(
    whole.rows.map(([id = null, first, leaves = null, rows]) => [
      id,
      { first: Number(first), leaves: readBytes(leaves), rows: Number(rows) },
    ]),
  );
  for (const [id = null, first, hash = null] of partial.rows) {
    const known = before.get(id) ?? { first: Number(first), leaves: rootOf([]), rows: 0 };
    const leaves = nodeHash(known.leaves, readBytes(hash));
    before.set(id, { ...known, leaves, rows: known.rows + 1 });
  }
  return [...before].map(([id, { first, leaves, rows }]) => ({
    first,
    id: id ?? "",
    leaves: leaves.toString("base64"),
    rows,
  }));
}

/** PostgreSQL's text of bytes, `\x` and hexadecimal digits. */
function readBytes(text: string | null): Buffer {
  return Buffer.from(text?.slice(2) ?? "", "hex");
}
