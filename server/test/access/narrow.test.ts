import { expect, test } from "vitest";
import { type Condition, isAlwaysMet } from "../../src/access/condition.ts";
import type { Grant } from "../../src/access/grant.ts";
import { narrowGrants } from "../../src/access/narrow.ts";
import { deciderOf } from "../../src/access/reach.ts";
import { type SeenField, showValue } from "../../src/access/seen-field.ts";
import { conditionOf } from "../../src/access/within-reach.ts";
import type { GrantConfig } from "../../src/config/config.ts";
import type { RowRule } from "../../src/config/row-rule.ts";
import { grantTo, holder, peopleOf } from "./people.ts";

const europe: RowRule = ({ eb }) => eb("region", "=", "eu");
const grown: RowRule = ({ eb }) => eb("level", ">", 3);
const everything: GrantConfig = {
  read: true,
  clear: true,
  create: true,
  update: true,
  delete: true,
};

/** Every kind of grant against every other. */
const grants: { readonly [name: string]: GrantConfig | readonly GrantConfig[] } = {
  everything,
  masked: { read: true, reveal: true },
  few: { read: ["id", "name"] },
  europe: { rows: europe, ...everything },
  grown: { rows: grown, read: true, clear: ["email"] },
  either: [
    { rows: europe, read: ["id", "region"] },
    { rows: grown, read: true, clear: true },
  ],
  unfiltered: { ...everything, filter: ["id"], sort: ["id"] },
  foundInEurope: [
    { read: true, clear: true, filter: ["id"] },
    { rows: europe, read: true, clear: true, filter: ["email"] },
  ],
  partly: [{ read: true }, { rows: europe, read: true, clear: true, filter: ["email"] }],
};
const pairs = Object.keys(grants).flatMap((one) =>
  Object.keys(grants).map((other) => [one, other] as const),
);

const people = peopleOf({ exactLookup: true });

function grantOf(role: string): Grant {
  return grantTo(holder([role]), grants, people);
}

/** Records by the rules that they meet. */
const records = [
  { region: "eu", level: 5 },
  { region: "eu", level: 1 },
  { region: "us", level: 5 },
  { region: "us", level: 1 },
];
type Sample = (typeof records)[number];

function meets(record: Sample, condition: Condition): boolean {
  switch (condition.kind) {
    case "and":
      return condition.conditions.every((each) => meets(record, each));
    case "or":
      return condition.conditions.some((each) => meets(record, each));
    case "comparison":
      return condition.field.name === "region"
        ? record.region === condition.values[0]
        : record.level > Number(condition.values[0]);
    case "relatedTo":
      return false;
  }
}

/** What is shown of a field of this record, from the least to the most. */
function levelOf(grant: Grant, name: string, record: Sample): number {
  const field = find(grant, name);
  if (!field || !meets(record, grant.rows)) return 0;
  const met = grant.conditions.map((condition) => meets(record, condition));
  return ["absent", "masked", "clear"].indexOf(showValue(field, "1", deciderOf(met)).level);
}

function find(grant: Grant, name: string): SeenField | undefined {
  return grant.readable.find((field) => field.name === name);
}

/** Whether a filter with this operator on the field could find the record. */
function isFound(grant: Grant, name: string, operator: "eq" | "lt", record: Sample): boolean {
  const field = find(grant, name);
  if (!field?.filters.includes(operator) || !meets(record, grant.rows)) return false;
  const where = field.lookedUp && operator === "eq" ? field.shown : field.found;
  return meets(record, conditionOf(grant.conditions, where));
}

function narrowed(one: Grant, other: Grant): Grant | undefined {
  return narrowGrants(new Map([["people", one]]), new Map([["people", other]])).get("people");
}

test.each(pairs)("of %s and %s, both must hold, for each record and field", (one, other) => {
  const [own, others] = [grantOf(one), grantOf(other)];
  const both = narrowed(own, others);
  for (const record of records)
    for (const { name } of own.resource.fields) {
      const least = Math.min(levelOf(own, name, record), levelOf(others, name, record));
      expect([name, record, both ? levelOf(both, name, record) : 0]).toEqual([name, record, least]);
      for (const operator of ["eq", "lt"] as const) {
        const isBoth =
          isFound(own, name, operator, record) && isFound(others, name, operator, record);
        if (both && isFound(both, name, operator, record)) expect(isBoth).toBe(true);
      }
    }
});

test.each(pairs)("of %s and %s, nothing is written or revealed", (one, other) => {
  const both = narrowed(grantOf(one), grantOf(other));
  expect(both?.creatable.size || both?.updatable.size || both?.restorable.size).toBeFalsy();
  expect([both?.creates, both?.deletable]).toEqual(["never", "never"]);
  for (const write of ["create", "update", "delete"] as const)
    expect(both?.denials.get(write)?.refused).toBe("forbidden");
  expect(both?.readable.every(({ revealable }) => revealable === "never")).toBe(true);
});

test.each(pairs)("of %s and %s, fields are described as both may use them", (one, other) => {
  const [own, others] = [grantOf(one), grantOf(other)];
  for (const field of narrowed(own, others)?.readable ?? []) {
    const sides = [find(own, field.name), find(others, field.name)];
    expect(field.sortable).toBe(sides.every((side) => side?.sortable));
    if (field.textSearch !== null)
      expect(sides.every((side) => side?.textSearch !== null)).toBe(true);
    const isMaskedSomewhere = sides.some((side) => side?.disguisedBy !== null);
    expect(field.disguisedBy !== null).toBe(isMaskedSomewhere);
  }
});

test("a key that one of them sees masked is sealed for both", () => {
  const sealed = peopleOf({}, "pseudonym");
  const [clear, masked] = [
    grantTo(holder(["everything"]), grants, sealed),
    grantTo(holder(["masked"]), grants, sealed),
  ];
  expect(clear.keySeal).toBeNull();
  expect(narrowed(clear, masked)?.keySeal).toBe(masked.keySeal);
  expect(narrowed(masked, clear)?.keySeal).toBe(masked.keySeal);
  expect(masked.keySeal).not.toBeNull();
});

test("a grant and itself is as much as it was", () => {
  const own = grantOf("everything");
  const both = narrowed(own, own);
  expect(both && isAlwaysMet(both.rows)).toBe(true);
  expect(
    both?.readable.map(({ filters, sortable, shape }) => ({ filters, sortable, shape })),
  ).toEqual(own.readable.map(({ filters, sortable, shape }) => ({ filters, sortable, shape })));
  expect([both?.key.length, both?.keySeal, both?.label?.name]).toEqual([
    own.key.length,
    null,
    own.label?.name,
  ]);
});

test("what only one of them reads is not there", () => {
  const own = grantOf("everything");
  expect(narrowGrants(new Map([["people", own]]), new Map()).size).toBe(0);
});
