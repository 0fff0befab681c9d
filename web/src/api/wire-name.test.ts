import fc from "fast-check";
import { expect, test } from "vitest";
import { parseName, parseSort, printKey, printName, printSort } from "./wire-name.ts";

const text = fc.string({ unit: "binary" }).filter((value) => value.isWellFormed());

test("a name survives its way through an address, and only safe bytes travel", () => {
  fc.assert(
    fc.property(text, (name) => {
      expect(printName(name)).toMatch(/^[A-Za-z0-9_~-]*$/);
      expect(parseName(printName(name))).toBe(name);
    }),
  );
});

test("a sort survives, also by a field whose name begins with a minus", () => {
  fc.assert(
    fc.property(text, fc.constantFrom("asc", "desc"), (field, direction) => {
      expect(parseSort(printSort({ field, direction }))).toEqual({ field, direction });
    }),
  );
});

test.each([
  [[9007199254740993n.toString()], "9007199254740993"],
  [["a,b", 7], "a~2cb,7"],
  [["Grüße"], "Gr~c3~bc~c3~9fe"],
  [["ok", null], null],
  [[], null],
])("the key of %j is %j", (components, key) => {
  expect(printKey(components)).toBe(key);
});
