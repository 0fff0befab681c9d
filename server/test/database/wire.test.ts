import { describe, expect, test } from "vitest";
import type { WireValue } from "../../src/contract/index.ts";
import { fromWire, toWire } from "../../src/database/wire.ts";
import { shapeOf } from "./shapes.ts";

describe("PostgreSQL's text becomes", () => {
  test.each<[column: string, text: string | null, wire: WireValue]>([
    ["f_int4", "-5", -5],
    ["f_int8", "9007199254740993", "9007199254740993"],
    ["f_numeric", "0.10000000000000000001", "0.10000000000000000001"],
    ["f_numeric", "NaN", "NaN"],
    ["f_float8", "0.30000000000000004", 0.30000000000000004],
    ["f_float8", "1e+300", 1e300],
    ["f_float8", "-Infinity", "-Infinity"],
    ["f_bool", "t", true],
    ["f_bool", "f", false],
    ["f_bytea", "\\x00ff", "AP8="],
    ["f_bytea", "\\x", ""],
    ["f_timestamptz", "2026-01-01 00:00:00.123456+00", "2026-01-01 00:00:00.123456+00"],
    ["f_jsonb", '{"a": 1.50}', '{"a": 1.50}'],
    ["f_ints", "{1,NULL,3}", [1, null, 3]],
    [
      "f_ints",
      "{{1,2},{3,4}}",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["f_ints", "[0:1]={7,8}", [7, 8]],
    ["f_ints", "{}", []],
    [
      "f_texts",
      '{"NULL",NULL,"","a\\"b","c\\\\d","e,f"," g ",null}',
      ["NULL", null, "", 'a"b', "c\\d", "e,f", " g ", "null"],
    ],
    ["f_boxes", "{(1,1),(0,0);(2,2),(1,1)}", ["(1,1),(0,0)", "(2,2),(1,1)"]],
    ["f_lists", '{"{1,2}",NULL}', [[1, 2], null]],
    ["f_text", null, null],
  ])("%s %j → %j", (column, text, wire) => {
    expect(toWire(shapeOf(column), text)).toEqual(wire);
  });
});

describe("accepted", () => {
  test.each<[column: string, wire: WireValue, text: string | null]>([
    ["f_int2", -32768, "-32768"],
    ["f_int8", "-9223372036854775808", "-9223372036854775808"],
    ["f_numeric_12_2", "1234567890.50", "1234567890.50"],
    ["f_numeric_12_2", "1.500", "1.500"],
    ["f_numeric_12_2", "NaN", "NaN"],
    ["f_numeric_3_5", "0.00999", "0.00999"],
    ["f_numeric_4_minus2", "999900", "999900"],
    ["f_numeric", "Infinity", "Infinity"],
    ["f_varchar", "🚢🚢🚢🚢🚢", "🚢🚢🚢🚢🚢"],
    ["f_date", "2024-02-29", "2024-02-29"],
    ["f_date", "0005-02-29 BC", "0005-02-29 BC"],
    ["f_date", "-infinity", "-infinity"],
    ["f_time", "24:00:00", "24:00:00"],
    ["f_timestamptz", "2026-11-30T14:30:00.123456Z", "2026-11-30T14:30:00.123456Z"],
    ["f_bytea", "AP8=", "\\x00ff"],
    ["f_jsonb", '"\\\\u0000"', '"\\\\u0000"'],
    ["f_ints", [1, null], '{"1",NULL}'],
    ["f_texts", ['a"b', "c\\d", "NULL", null], '{"a\\"b","c\\\\d","NULL",NULL}'],
    ["f_lists", [[1], null], '{"{\\"1\\"}",NULL}'],
    ["f_numrange", "[1.5,)", "[1.5,)"],
    ["f_tstzrange", '["2026-01-01 00:00:00+00",infinity]', '["2026-01-01 00:00:00+00",infinity]'],
    ["f_point", "(1,2)", "(1,2)"],
    ["f_text", null, null],
  ])("%s %j", (column, wire, text) => {
    expect(fromWire(shapeOf(column), wire)).toEqual({ ok: true, text });
  });
});

describe("refused", () => {
  test.each<[column: string, value: unknown, message: string]>([
    ["f_text", 5, "must be text"],
    ["f_text", "a\0b", "must not contain the character NUL"],
    ["f_text", "a\ud800", "must be well-formed Unicode"],
    ["f_varchar", "🚢🚢🚢🚢🚢🚢", "must have at most 5 characters"],
    ["f_name", "é".repeat(32), "must have at most 63 bytes"],
    ["f_int2", 32768, "must be from -32768 to 32767"],
    ["f_int4", 1.5, "must be a whole number"],
    ["f_int4", Number.NaN, "must be a whole number"],
    ["f_int4", "5", "must be a whole number"],
    ["f_int8", 5, "must be digits in a string, so that nothing is rounded"],
    ["f_int8", "9223372036854775808", "must be from -9223372036854775808 to 9223372036854775807"],
    ["f_int8", "0x10", "must be a whole number"],
    ["f_numeric_12_2", "1.234", "must be a number with at most 2 digits after the point"],
    ["f_numeric_12_2", "12345678901", "must be a number with at most 10 digits before the point"],
    ["f_numeric_12_2", "Infinity", "must be a finite number"],
    ["f_numeric_12_2", "1,5", "must be a number in decimal digits"],
    ["f_numeric_12_2", "1e3", "must be a number in decimal digits"],
    ["f_numeric_12_2", " 1", "must be a number in decimal digits"],
    ["f_numeric_12_2", 1.5, "must be digits in a string, so that nothing is rounded"],
    ["f_numeric_3_5", "0.01", "must be smaller than 0.01"],
    ["f_numeric_4_minus2", "150", "must be a multiple of 100"],
    ["f_numeric", "1".repeat(131_073), "has too many digits"],
    ["f_float8", "1", "must be a number"],
    ["f_float4", 1e39, "is too large"],
    ["f_float4", 1e-60, "is too close to zero"],
    ["f_bool", "t", "must be true or false"],
    ["f_mood", "happy", "must be one of the listed options"],
    ["f_date", "2023-02-29", "must be a day that exists"],
    ["f_date", "0004-02-29 BC", "must be a day that exists"],
    ["f_date", "0000-01-01", "must be a day that exists"],
    ["f_date", "30/11/2026", "must be a date, such as 2026-11-30"],
    ["f_date", "tomorrow", "must be a date, such as 2026-11-30"],
    ["f_date", "5874898-01-01", "is out of PostgreSQL's range"],
    ["f_date", "4714-11-23 BC", "is out of PostgreSQL's range"],
    ["f_time", "24:00:01", "must be a time that exists"],
    ["f_timetz", "14:30:00", "must be a time, such as 14:30:00+02:00"],
    [
      "f_timestamp",
      "2026-11-30 14:30:00+00",
      "must be a date and time without an offset, such as 2026-11-30 14:30:00",
    ],
    [
      "f_timestamptz",
      "2026-11-30 14:30:00",
      "must be a date and time with an offset, such as 2026-11-30 14:30:00+00",
    ],
    [
      "f_timestamptz",
      "2026-11-30 14:30:00.1234567Z",
      "must have at most 6 digits after the second's point",
    ],
    [
      "f_timestamp3",
      "2026-11-30 14:30:00.1234",
      "must have at most 3 digits after the second's point",
    ],
    ["f_timestamptz", "2026-11-30 14:30:00+16", "must have an offset below 16 hours"],
    ["f_uuid", "123e4567", "must be a UUID, such as 123e4567-e89b-42d3-a456-426614174000"],
    ["f_json", "{a: 1}", "must be valid JSON"],
    ["f_json", "[".repeat(100_000), "must be valid JSON"],
    ["f_jsonb", '"\\u0000"', "must not contain the character NUL or half a surrogate pair"],
    ["f_jsonb", '"\\ud800"', "must not contain the character NUL or half a surrogate pair"],
    ["f_bytea", "AP8", "must be base64"],
    ["f_bytea", "AP9=", "must be base64"],
    ["f_inet", "fe80::1%eth0", "must be an IP address, such as 192.0.2.1 or 2001:db8::/32"],
    ["f_inet", "192.0.2.1/33", "must be an IP address, such as 192.0.2.1 or 2001:db8::/32"],
    ["f_ints", "{1}", "must be a list"],
    ["f_ints", [1, "x"], "has a wrong item 2: it must be a whole number"],
    ["f_ints", [[1], [2, 3]], "must have lists of the same length inside"],
    ["f_ints", [1, [2]], "must have lists of the same length inside"],
    ["f_ints", [[]], "must not contain empty lists"],
    ["f_ints", [[[[[[[1]]]]]]], "must not have more than 6 dimensions"],
    ["f_int4range", "[a,2)", "has a wrong start: it must be a whole number"],
    ["f_int4range", "1,2", "must be a range, such as [1,10)"],
    ["f_daterange", "[2026-01-01,2026-02-30)", "has a wrong end: it must be a day that exists"],
    ["f_text", undefined, "must be text"],
    ["f_texts", {}, "must be a list"],
  ])("%s %j", (column, value, message) => {
    expect(fromWire(shapeOf(column), value)).toEqual({ ok: false, message });
  });
});
