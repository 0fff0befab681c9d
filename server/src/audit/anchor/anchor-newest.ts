import type { Anchor } from "../../config/config.ts";
import type { Connection } from "../../database/database.ts";

/** What one look at an anchor came to: `early` where nothing was due. */
export type Anchored = "kept" | "conflict" | "early";

/**
 * Has an anchor keep the newest checkpoint, where one is due, and notes that in the ledger. Several processes may do
 * so at once: the same checkpoint is the same bytes. Rejects when the anchor cannot be reached.
 */
export async function anchorNewest(connection: Connection, anchor: Anchor): Promise<Anchored> {
  const { rows } = await connection.run({
    text: `select c.tree, t.id, c.number, c.note
      from (select * from purser.checkpoint order by tree desc, number desc limit 1) as c
      join purser.tree as t on t.number = c.tree
      where not exists (
        select from purser.anchoring as a
        where a.anchor = $1 and a.tree = c.tree
          and (a.number = c.number or clock_timestamp() between a.at and a.at + make_interval(secs => $2)))`,
    values: [anchor.name, anchor.everySeconds],
  });
  const [number, tree, checkpoint, note] = rows[0] ?? [];
  if (!number || !tree || !checkpoint || !note) return "early";
  const kept = await anchor.keep({ tree, number: Number(checkpoint), note });
  await connection.run({
    text: "select purser.record_anchoring($1, $2, $3, $4)",
    values: [number, checkpoint, anchor.name, kept === "kept"],
  });
  return kept;
}
