import type { Anchor } from "../../config/config.ts";
import type { Connection } from "../../database/database.ts";
import { readCheckpoint } from "../note/checkpoint.ts";
import { readNote } from "../note/note.ts";
import { readCheckpoints } from "../seal/ledger-tree.ts";

/** What one look at an anchor came to: `early` where nothing was due. */
export type Anchored = "kept" | "conflict" | "early";

/**
 * Has an anchor keep the newest checkpoint, where one is due, and notes that in the ledger. It goes to the next place that
 * the ledger knows of: where a backup was restored, that is one of those it has forgotten, and the anchor holds what this
 * log never had. Several processes may do so at once. Rejects when the anchor cannot be reached.
 */
export async function anchorNewest(connection: Connection, anchor: Anchor): Promise<Anchored> {
  const { rows } = await connection.run({
    text: `select c.tree, t.id, c.number, c.note,
        1 + (select count(*) from purser.anchoring as a where a.anchor = $1 and a.tree = c.tree)
      from (select * from purser.checkpoint order by tree desc, number desc limit 1) as c
      join purser.tree as t on t.number = c.tree
      where not exists (
        select from purser.anchoring as a
        where a.anchor = $1 and a.tree = c.tree
          and (a.number = c.number or clock_timestamp() between a.at and a.at + make_interval(secs => $2)))`,
    values: [anchor.name, anchor.everySeconds],
  });
  const [tree, id, newest, note, place] = rows[0] ?? [];
  if (!tree || !id || !newest || !note) return "early";
  const held = await anchor.keep({ tree: id, place: Number(place), note });
  // Another of ours was put there by a process that was quicker, or that ended before it could note it.
  const kept = held === note ? Number(newest) : await findOwn(connection, Number(tree), held);
  await connection.run({
    text: "select purser.record_anchoring($1, $2, $3, $4)",
    values: [tree, kept ?? newest, anchor.name, kept !== null],
  });
  return kept === null ? "conflict" : "kept";
}

/** The number of a checkpoint of this tree, by its note; null where the ledger has another one or none. */
async function findOwn(connection: Connection, tree: number, note: string): Promise<number | null> {
  const number = readCheckpoint(readNote(note)?.text ?? "")?.number;
  if (number === undefined) return null;
  const [own] = await readCheckpoints(connection, tree, number, number);
  return own?.note === note ? number : null;
}
