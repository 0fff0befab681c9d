import type { Connection, Database } from "../database/database.ts";
import { printLine } from "./export/line.ts";
import { readNeighbours, sealedLines } from "./export/sealed-lines.ts";
import type { StoredCheckpoint } from "./seal/ledger-tree.ts";

/** Another system that is given the sealed log. */
export interface Receiver {
  /** Tells it from the others, in the ledger. */
  readonly name: string;
  /** Lines at once, at most. */
  readonly batch: number;
  /** Takes JSON Lines as an export has them, without header and trailer; rejects where it has not. */
  readonly take: (lines: string) => Promise<void>;
}

/** What one attempt came to: `idle` where all was delivered, `busy` where another process is at it. */
export type Delivered = "delivered" | "idle" | "busy";

/** Characters at once, more or less: a record may be large. */
const mostCharacters = 2_000_000;

/**
 * Delivers what the next checkpoint seals, and the checkpoint, in order. What was taken is noted request by request;
 * so a failure, which it throws on, makes the receiver see at most one request again. It tells repetitions by position.
 */
export function deliverNext(ledger: Database, receiver: Receiver): Promise<Delivered> {
  return ledger.transaction(async (connection) => {
    // Goes with the transaction, and with the process.
    const { rows } = await connection.run({
      text: "select pg_try_advisory_xact_lock(hashtext('purser.delivery'), hashtext($1))",
      values: [receiver.name],
    });
    if (rows[0]?.[0] !== "t") return "busy";
    const position = await readPosition(connection, receiver.name);
    const stretch = position && (await findNext(connection, position));
    if (!stretch) return "idle";
    const { tree, before, checkpoint } = stretch;
    let delivered = stretch.lines;
    for await (const lines of requests(connection, stretch, receiver.batch)) {
      await receiver.take(lines.join(""));
      delivered += lines.length;
      await advance(ledger, receiver.name, {
        tree,
        checkpoint: before?.number ?? 0,
        lines: delivered,
      });
    }
    await advance(ledger, receiver.name, { tree, checkpoint: checkpoint.number, lines: 0 });
    return "delivered";
  });
}

/** All that a checkpoint seals, and so many lines of what follows it. */
interface Position {
  readonly tree: number;
  /** 0 before a tree's first. */
  readonly checkpoint: number;
  readonly lines: number;
}

/** What is to be delivered next: from the lines that went before, up to a checkpoint. */
interface Stretch {
  readonly tree: number;
  readonly before: StoredCheckpoint | null;
  readonly checkpoint: StoredCheckpoint;
  /** Delivered already. */
  readonly lines: number;
}

/** Where a receiver stands; one that has had nothing yet begins with the first tree. Null before there is one. */
async function readPosition(connection: Connection, name: string): Promise<Position | null> {
  const { rows } = await connection.run({
    text: `select tree, checkpoint, lines from purser.delivery where name = $1
      union all (select number, 0, 0 from purser.tree order by number limit 1) limit 1`,
    values: [name],
  });
  const [tree, checkpoint, lines] = rows[0] ?? [];
  return tree ? { tree: Number(tree), checkpoint: Number(checkpoint), lines: Number(lines) } : null;
}

async function findNext(
  connection: Connection,
  { tree, checkpoint: number, lines }: Position,
): Promise<Stretch | null> {
  const [before, checkpoint] = await readNeighbours(connection, tree, number);
  if (checkpoint) return { tree, before, checkpoint, lines };
  const { rows } = await connection.run({
    text: "select min(number) from purser.tree where number > $1",
    values: [tree],
  });
  const next = rows[0]?.[0];
  return next ? findNext(connection, { tree: Number(next), checkpoint: 0, lines: 0 }) : null;
}

/** The lines of a stretch that have not been delivered, some at a time; the checkpoint is the last one. */
async function* requests(
  connection: Connection,
  { tree, before, checkpoint, lines: delivered }: Stretch,
  batch: number,
): AsyncGenerator<readonly string[]> {
  let skip = delivered;
  let ready: string[] = [];
  let characters = 0;
  for await (const lines of stretchLines(connection, { tree, before, checkpoint })) {
    for (const line of lines) {
      if (skip > 0) {
        skip -= 1;
        continue;
      }
      ready.push(line);
      characters += line.length;
      if (ready.length < batch && characters < mostCharacters) continue;
      yield ready;
      ready = [];
      characters = 0;
    }
  }
  if (ready.length > 0) yield ready;
}

async function* stretchLines(
  connection: Connection,
  { tree, before, checkpoint }: Omit<Stretch, "lines">,
): AsyncGenerator<readonly string[]> {
  if (checkpoint.size > (before?.size ?? 0))
    yield* sealedLines(connection, tree, before, checkpoint);
  yield [printLine({ checkpoint: checkpoint.note })];
}

/** On another connection: what was taken stays noted when the next request fails. */
async function advance(
  ledger: Connection,
  name: string,
  { tree, checkpoint, lines }: Position,
): Promise<void> {
  await ledger.run({
    text: "select purser.advance_delivery($1, $2, $3, $4)",
    values: [name, tree, checkpoint, lines],
  });
}
