import { expect, test } from "vitest";
import {
  auditFilters,
  changeFilters,
  isSet,
  parseAuditAddress,
  printAuditAddress,
  questionOf,
  withoutFilter,
} from "./audit-address.ts";

test("an address says the whole query", () => {
  const address =
    "actor=mira&resource=orders&key=1042&field=total&value=12.30&kind=record.update&outcome=done&reads=yes&from=2026-11-01+00%3A00%3A00%2B00";
  const query = parseAuditAddress(new URLSearchParams(address));
  expect(printAuditAddress(query)).toBe(address);
});

test("a filter that is taken out is not set", () => {
  const query = {
    actor: "a",
    resource: "b",
    key: "c",
    field: "d",
    kind: "e",
    from: "f",
    outcome: "g",
  };
  for (const filter of auditFilters) {
    expect(isSet(query, filter)).toBe(true);
    expect(isSet({ ...query, ...withoutFilter(filter) }, filter)).toBe(false);
  }
});

test("another resource forgets what was of the one before, and the page", () => {
  const query = {
    resource: "orders",
    key: "1",
    field: "total",
    value: "2",
    actor: "a",
    after: "x",
  };
  expect(changeFilters(query, { resource: "payments" })).toEqual({
    resource: "payments",
    actor: "a",
  });
  expect(changeFilters(query, { actor: "b" })).toEqual({ ...query, actor: "b", after: undefined });
});

test.each([
  [{}, "no"],
  [{ reads: "yes" }, "yes"],
  [{ kind: "record.read" }, "yes"],
])("of %j reads are asked for: %s", (query, reads) => {
  expect(questionOf(query).reads).toBe(reads);
});
