import type { Filter } from "purser/contract";
import { expect, test } from "vitest";
import { parseGridState } from "../grid-state.ts";
import { describeFilter } from "./describe-filter.ts";

const fields = [
  { name: "status", label: "Status", filters: ["eq", "in", "null"] },
  { name: "total", label: "Total", filters: ["between"] },
] as const;

test.each<[Filter, string]>([
  [{ field: "status", operator: "in", value: ["a", "b", "c", "d"] }, "Status: a, b, c and 1 more"],
  [{ field: "status", operator: "eq", value: "" }, 'Status: ""'],
  [{ field: "total", operator: "between", value: ["1", null] }, "Total: 1 to —"],
  [
    {
      operator: "or",
      value: [
        { field: "status", operator: "null" },
        { field: "total", operator: "between", value: ["1", "2"] },
      ],
    },
    "Status: is empty or Total: 1 to 2",
  ],
])("%j says %s", (filter, words) => {
  expect(describeFilter(filter, fields)).toBe(words);
});

test.each([
  ['{"field":"status","operator":"nonsense"}', "Status: cannot be filtered by “nonsense”"],
  ['{"field":"status","operator":"more","value":1}', "Status: cannot be filtered by “more”"],
  ['{"field":"total","operator":"eq","value":{}}', "Total: cannot be filtered by “eq”"],
  ['{"field":"gone","operator":"eq","value":1}', "gone: cannot be filtered by “eq”"],
  ['{"field":"total","operator":"between","value":{"a":1}}', 'Total: {"a":1} to —'],
])("what an address asks for that there is not, %s, is said in its place", (filter, words) => {
  const address = parseGridState(new URLSearchParams({ filter: `[${filter}]` }));
  expect(address?.filter.map((each) => describeFilter(each, fields))).toEqual([words]);
});
