import type { FieldDescription } from "purser/contract";
import { expect, test } from "vitest";
import { defaultValues, isChanged, readDraft } from "./draft.ts";

const plain: FieldDescription = {
  name: "plain",
  kind: "text",
  type: "text",
  label: "Plain",
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
};
const email = { ...plain, name: "email", nullable: false, required: true };
const credit = {
  ...plain,
  name: "credit",
  kind: "decimal",
  type: "numeric(12,2)",
  precision: 12,
  scale: 2,
} as const;
const active = {
  ...plain,
  name: "active",
  kind: "boolean",
  type: "boolean",
  default: { value: true },
} as const;
const fields = [plain, email, credit, active];

test("only what differs is sent", () => {
  const base = { plain: "a", email: "b@example.com", credit: "1.50", active: true };
  const draft = { base, edits: { plain: null, email: "b@example.com", credit: "2.5" } };
  expect(readDraft(fields, draft, false)).toEqual({ values: { plain: null, credit: "2.5" } });
});

test("the empty text and null are two values", () => {
  const draft = { base: { plain: null }, edits: { plain: "" } };
  expect(isChanged(draft, "plain")).toBe(true);
  expect(readDraft([plain], draft, false)).toEqual({ values: { plain: "" } });
});

test("every problem is named at once", () => {
  const draft = {
    base: { email: "b@example.com", credit: "1.50" },
    edits: { email: null, credit: "1.005" },
  };
  const reading = readDraft(fields, draft, false);
  expect("problems" in reading && Object.keys(reading.problems)).toEqual(["email", "credit"]);
});

test("a new record demands what the database would, and leaves defaults to it", () => {
  const base = defaultValues(fields);
  expect(base).toEqual({ plain: null, email: null, credit: null, active: true });
  expect(readDraft(fields, { base, edits: {} }, true)).toHaveProperty("problems.email");
  expect(readDraft(fields, { base, edits: { email: "a@example.com" } }, true)).toEqual({
    values: { email: "a@example.com" },
  });
});
