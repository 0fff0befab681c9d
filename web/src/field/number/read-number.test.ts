import { expect, test } from "vitest";
import { readDecimal, readFloat, readInteger } from "./read-number.ts";

const bigint = { kind: "bigint", type: "bigint", maximum: "9223372036854775807" } as const;
const money = { kind: "decimal", type: "numeric(12,2)", precision: 12, scale: 2 } as const;

test.each([
  ["9223372036854775807", "9223372036854775807"],
  ["-9223372036854775808", "-9223372036854775808"],
  ["+7", "7"],
  ["007", "7"],
])("bigint %s keeps every digit", (text, value) => {
  expect(readInteger(text, bigint)).toEqual({ value });
});

test.each(["9223372036854775808", "-9223372036854775809", "1.0", "1e3", "", "١"])(
  "bigint refuses %j",
  (text) => {
    expect(readInteger(text, bigint)).toHaveProperty("problem");
  },
);

test("an integer is a number on the wire", () => {
  const integer = { kind: "integer", type: "integer", maximum: "2147483647" } as const;
  expect(readInteger("2147483647", integer)).toEqual({ value: 2147483647 });
});

test.each([
  ["1204.50", "1204.50"],
  [".5", "0.5"],
  ["-0.10", "-0.10"],
  ["0009999999999.99", "0009999999999.99"],
  ["NaN", "NaN"],
])("numeric(12,2) %s", (text, value) => {
  expect(readDecimal(text, money)).toEqual({ value });
});

test.each(["1.005", "10000000000", "1,204.50", "1e2", ".", ""])(
  "numeric(12,2) refuses %j",
  (text) => {
    expect(readDecimal(text, money)).toHaveProperty("problem");
  },
);

test("a numeric without a precision takes any digits", () => {
  const digits = `${"9".repeat(40)}.${"1".repeat(40)}`;
  expect(readDecimal(digits, { kind: "decimal", type: "numeric" })).toEqual({ value: digits });
});

test("a float that would become infinite is refused, not sent as null", () => {
  const float = { kind: "float", type: "double precision" } as const;
  expect(readFloat("1e999", float)).toHaveProperty("problem");
  expect(readFloat("-1.5e3", float)).toEqual({ value: -1500 });
});
