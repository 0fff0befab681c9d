import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { FaultCode, NoticeCode } from "../../src/audit/verify/verdict.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import { batches, build, logKey, whole } from "./example-exports.ts";
import { afterwards, beginning, intent, signIn } from "./example-records.ts";
import { buildExport, treeId } from "./export-builder.ts";
import { askSecondVerifier, findSecondVerifier } from "./second-verifier.ts";

const hasSecond = await findSecondVerifier();

const shorter = build(batches.slice(0, 3));
const forked = build([
  { records: beginning },
  { records: [...intent, ...signIn] },
  { records: [] },
]);
const part = buildExport(batches.slice(0, 3), logKey, { header: { complete: false } });
/** A ledger that was moved when its first tree had the records of the first checkpoint. */
const moved = (size: string, root: string) =>
  build([
    {
      records: [
        ["tree", "700", "2026-11-01 12:00:00+00", "2", treeId, "1/1", movedFrom, size, root],
      ],
    },
    { records: afterwards },
  ]);
const movedFrom = "01987654-3210-7000-8000-000000000009";
const ofMoved = build([{ records: signIn, checkpoint: { origin: `purser/${movedFrom}` } }]);
const rootOf = (note = "") => note.split("\n")[2] ?? "";

interface Case {
  readonly name: string;
  readonly lines: readonly string[];
  readonly anchors: readonly string[];
  readonly fault: FaultCode | null;
  readonly notices?: readonly NoticeCode[];
}

const cases: readonly Case[] = [
  { name: "its own anchors", lines: whole.lines, anchors: whole.notes, fault: null },
  { name: "an anchor of a fork", lines: whole.lines, anchors: forked.notes, fault: "fork" },
  {
    name: "an anchor beyond its end",
    lines: shorter.lines,
    anchors: whole.notes,
    fault: "cut_off",
  },
  {
    name: "an anchor beyond what was asked for",
    lines: part.lines,
    anchors: whole.notes,
    fault: null,
    notices: ["goes_on"],
  },
  {
    name: "an anchor that nobody signed",
    lines: whole.lines,
    anchors: [(whole.notes[3] ?? "").replace("\n13\n", "\n12\n")],
    fault: "untrusted_checkpoint",
  },
  {
    name: "an anchor of the tree before",
    lines: moved("2", rootOf(ofMoved.notes[0])).lines,
    anchors: ofMoved.notes,
    fault: null,
  },
  {
    name: "an anchor of the tree before that has seen more",
    lines: moved("1", rootOf(ofMoved.notes[0])).lines,
    anchors: ofMoved.notes,
    fault: "cut_off",
  },
  {
    name: "an anchor of another tree before",
    lines: moved("2", rootOf(whole.notes[0])).lines,
    anchors: ofMoved.notes,
    fault: "fork",
  },
];

test.each(cases)("$name: judged as it must be, by both verifiers", async (each) => {
  const text = each.lines.map((line) => `${line}\n`).join("");
  const { fault, notices } = await verify(Readable.from([Buffer.from(text)]), {
    keys: [logKey.verifier],
    anchors: each.anchors.map((note, place) => ({ name: String(place), note })),
  });
  expect(fault?.code ?? null).toBe(each.fault);
  if (!fault) expect(notices.map(({ code }) => code)).toEqual(each.notices ?? []);
  if (!hasSecond) return;
  expect(await askSecondVerifier(text, [logKey.verifier.text], each.anchors)).toEqual({
    fault: fault && { code: fault.code, line: fault.line, position: fault.position },
    notices: notices.map(({ code, count, line }) => [code, count, line]),
  });
});
