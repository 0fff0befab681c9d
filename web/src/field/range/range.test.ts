import { expect, test } from "vitest";
import { parseRange, printRange } from "./range.ts";

test.each([
  "empty",
  "[1,10)",
  "(,)",
  "[2026-01-01,)",
  '["2026-01-01 00:00:00+00","2026-02-01 00:00:00+00")',
  '["a""b","c\\\\d"]',
  '["",z)',
])("%s is printed as it was read", (text) => {
  const range = parseRange(text);
  expect(range && printRange(range)).toBe(text);
});

test("bounds are what they stand for", () => {
  expect(parseRange('("a,b",]')).toEqual({
    lower: "a,b",
    upper: null,
    lowerInclusive: false,
    upperInclusive: true,
  });
});

test.each(["{[1,2),[3,4)}", "1,2", "[1,2", ""])("%j is no range", (text) => {
  expect(parseRange(text)).toBeNull();
});
