import type { Filter } from "purser/contract";
import { expect, test } from "vitest";
import {
  changeGrid,
  cycleSort,
  emptyGrid,
  type GridAddress,
  parseGridState,
  printGridState,
} from "./grid-state.ts";

const full: GridAddress = {
  filter: [
    { field: "status", operator: "in", value: ["paid", "re&funded"] },
    { operator: "or", value: [{ field: "total", operator: "null" }] },
  ],
  sort: [
    { field: "-odd, name", direction: "desc" },
    { field: "id", direction: "asc" },
  ],
  search: "Müller & Söhne",
  columns: [{ field: "id" }, { field: "weird,name" }],
  after: "sealed-cursor",
  before: null,
  limit: 100,
  view: "v1",
};

test("everything that a grid shows is in its address", () => {
  expect(parseGridState(new URLSearchParams(printGridState(full)))).toEqual(full);
});

test("a grid as it comes has an empty address", () => {
  expect(printGridState({})).toBe("");
  expect(parseGridState(new URLSearchParams())).toEqual(emptyGrid);
});

test.each([
  "[[",
  "{}",
  "[1]",
  '[{"field":"a"}]',
  '[{"operator":"or","value":[{}]}]',
  `[${nested(20)}]`,
])("the filter %s is not understood, rather than half understood", (filter) => {
  expect(parseGridState(new URLSearchParams({ filter }))).toBeNull();
});

test("another question starts on its first page; other columns stay on this one", () => {
  expect(changeGrid(full, { search: "x" }).after).toBeNull();
  expect(changeGrid(full, { columns: null }).after).toBe(full.after);
});

test("a page size that is not offered becomes the usual one", () => {
  expect(parseGridState(new URLSearchParams({ limit: "1000000000" }))?.limit).toBe(50);
});

test("clicks on a heading go up, down and off, and with Shift keep the other sorts", () => {
  const other = { field: "id", direction: "desc" } as const;
  const up = cycleSort([other], "total", true);
  expect(up).toEqual([other, { field: "total", direction: "asc" }]);
  const down = cycleSort(up, "total", true);
  expect(down).toEqual([other, { field: "total", direction: "desc" }]);
  expect(cycleSort(down, "total", true)).toEqual([other]);
  expect(cycleSort([other], "total", false)).toEqual([{ field: "total", direction: "asc" }]);
});

function nested(depth: number): string {
  const leaf: Filter = { field: "a", operator: "null" };
  return JSON.stringify(
    Array.from({ length: depth }).reduce<Filter>(
      (inner) => ({ operator: "and", value: [inner] }),
      leaf,
    ),
  );
}
