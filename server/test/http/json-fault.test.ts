import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonFault } from "../../src/operation/json-fault.ts";

const twice = "says something twice";

test.each<[string, string, string | null]>([
  ["names apart", '{"a":1,"b":{"a":2}}', null],
  ["a name twice", '{"a":1,"a":2}', twice],
  ["a name twice, with spaces", '{"a" :1,"a"\n:2}', twice],
  ["a name twice, escaped", '{"a":1,"\\u0061":2}', twice],
  ["a name that ends in a backslash", '{"a\\\\":1,"a\\\\":2}', twice],
  ["a quote in a value that looks like a name", '{"a":"\\"a\\":","b":1}', null],
  ["backslashes before a quote", '{"a":"\\\\\\"","b":"\\\\"}', null],
  ["the same name in another object", '[{"a":1},{"a":1}]', null],
  ["63 levels", "[".repeat(63), null],
  ["65 levels", "[".repeat(65), "is nested deeper than 64 levels"],
  ["brackets in a string", `"${"[".repeat(100)}"`, null],
])("%s", (_, text, expected) => {
  expect(findJsonFault(text)).toBe(expected);
});

test("what JSON prints has no fault, but for its depth", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(findJsonFault(JSON.stringify(value))).toBeNull();
    }),
  );
});

test.each([
  ["letters", "x".repeat(15_000_000)],
  ["quotes", '"'.repeat(7_000_000)],
  ["backslashes", "\\".repeat(7_000_000)],
  ["both", '\\"x'.repeat(3_000_000)],
])("a text of many megabytes: %s", (_, value) => {
  expect(findJsonFault(JSON.stringify({ value }))).toBeNull();
});
