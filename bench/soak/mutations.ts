import { readFile, rm, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { readLine } from "../../server/src/audit/export/line.ts";
import { verify } from "../../server/src/audit/verify/verify.ts";
import type { VerifierKey } from "../../server/src/config/signing-key.ts";
import type { SecondOpinion } from "../../server/test/seal/second-verifier.ts";
import { startSecondVerifier } from "../../server/test/seal/second-verifier.ts";
import { say } from "../options.ts";
import type { Chance } from "./chance.ts";

export interface MutationReport {
  readonly bytes: number;
  readonly lines: number;
  /** How many bytes were changed, by the kind of line that they were in. */
  readonly tried: ReadonlyMap<string, number>;
  /** In words: what one of the two did not report, or they reported differently. */
  readonly misses: readonly string[];
}

const sayEvery = 2_000;

/**
 * Changes one byte of an export at a time and asks both verifiers: half of the bytes line by line, so that every line
 * has its turn, the other half kind by kind, so that a kind of few lines has as many as one of many.
 */
export async function tryMutations(
  file: string,
  key: VerifierKey,
  count: number,
  chance: Chance,
): Promise<MutationReport> {
  const bytes = await readFile(file);
  const lines = findLines(bytes);
  const kinds = [...Map.groupBy(lines, ({ kind }) => kind).values()];
  const mutated = `${file}.mutated`;
  const second = startSecondVerifier([key.text]);
  const tried = new Map<string, number>();
  const misses: string[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    const among = turn % 2 === 0 ? lines : (kinds[(turn >> 1) % kinds.length] ?? lines);
    const line = among[turn % 2 === 0 ? (turn >> 1) % among.length : chance.below(among.length)];
    if (!line) throw new Error("the export has no lines");
    const place = line.start + chance.below(line.length);
    const before = bytes[place] ?? 0;
    bytes[place] = (before + 1 + chance.below(255)) % 256;
    await writeFile(mutated, bytes);
    const asked = second.verify(mutated);
    const { fault } = await verify(Readable.from([bytes]), { keys: [key], anchors: [] });
    const miss = describeMiss(fault, (await asked).fault);
    if (miss)
      misses.push(`byte ${place} (${line.kind}) from ${before} to ${bytes[place]}: ${miss}`);
    bytes[place] = before;
    tried.set(line.kind, (tried.get(line.kind) ?? 0) + 1);
    if ((turn + 1) % sayEvery === 0) say(`${turn + 1} of ${count} bytes`);
  }
  await second.end();
  await rm(mutated, { force: true });
  return { bytes: bytes.length, lines: lines.length, tried, misses };
}

function describeMiss(
  first: SecondOpinion["fault"],
  second: SecondOpinion["fault"],
): string | null {
  if (!first || !second)
    return `reported by ${first ? "the first alone" : second ? "the second alone" : "neither"}`;
  const isSame =
    first.code === second.code && first.line === second.line && first.position === second.position;
  return isSame ? null : `${first.code} in line ${first.line}, or ${second.code} in ${second.line}`;
}

interface ExportLine {
  /** Of a record, its table. */
  readonly kind: string;
  readonly start: number;
  /** Newline included. */
  readonly length: number;
}

function findLines(bytes: Buffer): readonly ExportLine[] {
  const lines: ExportLine[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf("\n", start);
    lines.push({
      kind: kindOf(bytes.toString("utf8", start, end)),
      start,
      length: end + 1 - start,
    });
    start = end + 1;
  }
  return lines;
}

function kindOf(text: string): string {
  const line = readLine(text);
  if (!line) throw new Error("the export has a line that is none");
  if ("retired" in line) return "retired";
  if ("position" in line) return line.record?.[0] ?? "leaf alone";
  return "header" in line ? "header" : "trailer" in line ? "trailer" : "checkpoint";
}
