import type { ResourceDescription } from "purser/contract";
import { expect, test } from "vitest";
import { readRecordSearch } from "./palette-entries.ts";

const orders = resource("orders", "Orders", "Order");
const lines = resource("order_lines", "Order lines", "Order line");

test.each([
  ["orders 1042", null, "orders", "1042"],
  ["Order 1042", null, "orders", "1042"],
  ["order lines 7", null, "order_lines", "7"],
  ["1042", "order_lines", "order_lines", "1042"],
])("%j typed at %j looks in %s for %j", (text, here, name, search) => {
  const wanted = readRecordSearch(text, [orders, lines], here);
  expect([wanted?.resource.name, wanted?.search]).toEqual([name, search]);
});

test("without a resource's name, and at none, no record is looked for", () => {
  expect(readRecordSearch("1042", [orders], null)).toBeNull();
});

function resource(name: string, label: string, labelOne: string): ResourceDescription {
  const allowed = { allowed: true } as const;
  return {
    name,
    label,
    labelOne,
    group: null,
    help: null,
    kind: "table",
    fields: [],
    key: ["id"],
    labelField: null,
    relations: [],
    defaultSort: [],
    search: [],
    estimatedRows: null,
    reasonRequired: false,
    permissions: {
      list: allowed,
      read: allowed,
      create: allowed,
      update: allowed,
      delete: allowed,
      history: allowed,
    },
  };
}
