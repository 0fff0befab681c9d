import { createReadStream } from "node:fs";
import * as z from "zod";
import { readLine } from "../../server/src/audit/export/line.ts";
import { readLines } from "../../server/src/audit/export/read-lines.ts";
import { type LogRecord, textOf } from "../../server/src/audit/record/record.ts";
import { sources, treeSource } from "../../server/src/audit/record/source.ts";
import type { BenchLedger } from "../audit/ledger.ts";

export interface Comparison {
  /** Changes of rows: those that the table has seen, and those that the export holds. */
  readonly committed: number;
  readonly sealed: number;
  /** Rows of the log, of every kind; the export must hold as many records. */
  readonly logged: number;
  /** Rows whose changes are not the same in both. */
  readonly differing: number;
}

/**
 * Holds an export against the table. A row that was written n times must have n sealed changes, which made its `writes`
 * 1, 2, … n, each once: nothing that was rolled back is there, nothing is twice, and nothing is missing.
 */
export async function compareWithTable(file: string, { admin }: BenchLedger): Promise<Comparison> {
  const sealed = await readSealed(file);
  const count = [...sealed.values()].reduce((sum, each) => sum + each.length, 0);
  const { rows } = await admin.query<{ id: string; writes: string }>(
    "select id::text, writes::text from account where writes > 0",
  );
  let [committed, differing] = [0, 0];
  for (const { id, writes } of rows) {
    committed += Number(writes);
    const found = sealed.get(id)?.toSorted((a, b) => a - b) ?? [];
    sealed.delete(id);
    if (found.length !== Number(writes) || found.some((each, place) => each !== place + 1))
      differing += 1;
  }
  const logged = await countLogged(admin);
  return { committed, sealed: count, logged, differing: differing + sealed.size };
}

async function countLogged(admin: BenchLedger["admin"]): Promise<number> {
  const counts = [treeSource, ...sources].map(
    ({ table }) => `(select count(*) from purser.${table})`,
  );
  const { rows } = await admin.query<{ count: string }>(
    `select (${counts.join(" + ")})::text as count`,
  );
  return Number(rows[0]?.count);
}

/** By key of the row, what each of its changes made of `writes`. */
async function readSealed(file: string): Promise<Map<string, number[]>> {
  const sealed = new Map<string, number[]>();
  for await (const lines of readLines(createReadStream(file, { highWaterMark: 1 << 20 })))
    for (const { text } of lines) {
      const line = readLine(text ?? "");
      if (!line || !("record" in line) || line.record?.[0] !== "change") continue;
      const { id, writes } = rowAfter(line.record);
      const known = sealed.get(id);
      if (known) known.push(writes);
      else sealed.set(id, [writes]);
    }
  return sealed;
}

const row = z.object({ id: z.string(), writes: z.string() });

function rowAfter(change: LogRecord): { readonly id: string; readonly writes: number } {
  const { id, writes } = row.parse(JSON.parse(textOf(change, "after") ?? ""));
  return { id, writes: Number(writes) };
}
