import type { FieldDescription } from "purser/contract";
import { expect, test } from "vitest";
import { compareThreeWays, resolveConflict } from "./conflict.ts";

const field = (name: string): FieldDescription => ({
  name,
  kind: "text",
  type: "text",
  label: name,
  help: null,
  nullable: true,
  required: false,
  default: null,
  generated: false,
  keyPosition: null,
  group: null,
  format: null,
  currency: null,
  indexed: false,
  filters: [],
  sortable: false,
  mask: null,
  exactLookup: false,
  reveal: false,
  inList: true,
  create: true,
  update: true,
  relation: null,
});

const fields = ["both", "mine", "theirs", "agreed", "neither"].map(field);
const base = { both: "0", mine: "0", theirs: "0", agreed: "0", neither: "0" };
const draft = { base, edits: { both: "me", mine: "me", agreed: "same" } };
const saved = { both: "they", mine: "0", theirs: "they", agreed: "same", neither: "0" };
const rows = compareThreeWays(fields, draft, saved);

test("somebody has to choose only where both changed it differently", () => {
  expect(rows.map(({ field: { name }, settled }) => [name, settled])).toEqual([
    ["both", null],
    ["mine", "yours"],
    ["theirs", "theirs"],
    ["agreed", "theirs"],
  ]);
});

test("what was chosen goes over what they saved", () => {
  expect(resolveConflict(rows, { both: "yours" }, saved)).toEqual({
    base: saved,
    edits: { both: "me", mine: "me" },
  });
  expect(resolveConflict(rows, { both: "theirs", mine: "theirs" }, saved).edits).toEqual({});
});
