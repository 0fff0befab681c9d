import { createFrontier, type Frontier } from "../../src/audit/merkle/frontier.ts";
import { leafHash } from "../../src/audit/merkle/hash.ts";
import { type LogRecord, printRecord, recordOf } from "../../src/audit/record/record.ts";
import type { FaultCode, NoticeCode } from "../../src/audit/verify/verdict.ts";
import { readSigningKey, type SigningKey } from "../../src/config/signing-key.ts";
import { afterwards, beginning, deletion, intent, signIn } from "./example-records.ts";
import { type BuiltBatch, type BuiltExport, buildExport, endExport } from "./export-builder.ts";

/** A file, and what both verifiers must say of it. */
export interface Vector {
  readonly file: string;
  readonly text: string;
  /** Whom to trust. */
  readonly keys: readonly SigningKey[];
  /** Code and line; null of a file that is as it was sealed. */
  readonly fault: readonly [code: FaultCode, line: number] | null;
  readonly notices: readonly NoticeCode[];
}

/** Published with the vectors: nothing but them is signed with these. */
export const logKey = keyOf(
  "PRIVATE+KEY+vectors.example/log+7b5f38c4+AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g",
);
export const otherKey = keyOf(
  "PRIVATE+KEY+vectors.example/other+19167379+ASAfHh0cGxoZGBcWFRQTEhEQDw4NDAsKCQgHBgUEAwIB",
);

export const batches: readonly BuiltBatch[] = [
  { records: [...beginning, ...signIn] },
  { records: [] },
  { records: [...intent, ...deletion] },
  { records: afterwards },
];
export const records = batches.flatMap((batch) =>
  batch.records.map(([table, ...row]) => recordOf(table, row)),
);
export const whole = build(batches);

/** The edge of the tree that some records make up. */
export function edgeOf(some: readonly LogRecord[]): Frontier {
  const frontier = createFrontier();
  for (const record of some) frontier.append(leafHash(printRecord(record)));
  return frontier;
}

export function vector(
  name: string,
  lines: readonly string[],
  fault: Vector["fault"],
  { keys = [logKey], notices = [] }: Partial<Pick<Vector, "keys" | "notices">> = {},
): Vector {
  return {
    file: `${name}.jsonl`,
    text: lines.map((line) => `${line}\n`).join(""),
    keys,
    fault,
    notices,
  };
}

export function build(some: readonly BuiltBatch[]): BuiltExport {
  return buildExport(some, logKey);
}

/** With a trailer that fits, as only whoever has the key can write it. */
export function resign(lines: readonly string[], key = logKey): readonly string[] {
  const rest = lines.filter((line) => !line.startsWith('{"signatures"'));
  return endExport(
    rest.map((line) => `${line}\n`),
    key,
  );
}

/** With something else in one line; lines are counted from 1. */
export function changed(
  lines: readonly string[],
  line: number,
  from: RegExp,
  to: string,
): readonly string[] {
  return lines.with(line - 1, (lines[line - 1] ?? "").replace(from, to));
}

function keyOf(text: string): SigningKey {
  const key = readSigningKey(text);
  if (!key) throw new Error("the key of the vectors cannot be read");
  return key;
}
