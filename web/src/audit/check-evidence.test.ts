import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkEvidence } from "./check-evidence.ts";

const hashOf = (prefix: number, ...parts: readonly Buffer[]) =>
  createHash("sha256")
    .update(Buffer.from([prefix]))
    .update(Buffer.concat(parts))
    .digest();

const records = Array.from({ length: 7 }, (_, at) => ["event", String(at), null, "Grüße\n"]);
const leaves = records.map((record) => hashOf(0, Buffer.from(JSON.stringify(record))));

/** By the definition of RFC 6962, 2.1: the left half is the largest power of two below the size. */
function rootOf(some: readonly Buffer[]): Buffer {
  const [only] = some;
  if (only !== undefined && some.length === 1) return only;
  const half = halfOf(some.length);
  return hashOf(1, rootOf(some.slice(0, half)), rootOf(some.slice(half)));
}

function proofOf(at: number, some: readonly Buffer[]): readonly Buffer[] {
  if (some.length === 1) return [];
  const half = halfOf(some.length);
  return at < half
    ? [...proofOf(at, some.slice(0, half)), rootOf(some.slice(half))]
    : [...proofOf(at - half, some.slice(half)), rootOf(some.slice(0, half))];
}

function halfOf(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

function evidenceOf(at: number, size: number): string {
  const some = leaves.slice(0, size);
  return JSON.stringify({
    checkpoint: `purser/id\n${size}\n${rootOf(some).toString("base64")}\nnumber 12\ntime …\n\n— signature\n`,
    records: [
      {
        position: at,
        proof: proofOf(at, some).map((hash) => hash.toString("base64")),
        record: records[at],
      },
    ],
  });
}

describe("evidence that leads to its checkpoint is good", () => {
  test.each([1, 2, 3, 4, 5, 6, 7])("every leaf of a tree of %i", async (size) => {
    for (let at = 0; at < size; at += 1)
      expect(await checkEvidence(evidenceOf(at, size))).toEqual({
        ok: true,
        records: 1,
        checkpoint: 12,
      });
  });
});

test.each([
  ["another record", ['"event"', '"evens"']],
  ["another place", ['"position":2', '"position":3']],
  ["another size", ["\\n7\\n", "\\n4\\n"]],
  ["a shorter proof", ['"proof":["', '"proof":[],"cut":["']],
] as const)("%s is not", async (_, [old, fresh]) => {
  const text = evidenceOf(2, 7);
  expect(text).toContain(old);
  expect(await checkEvidence(text.replace(old, fresh))).toEqual({ ok: false });
});
