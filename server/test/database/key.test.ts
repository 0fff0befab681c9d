import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeKey, encodeKey } from "../../src/resource/key.ts";
import { nameResource } from "../../src/resource/name.ts";

const anyText = fc.string({ unit: "binary" }).filter((text) => text.isWellFormed());
const anyKey = fc.array(anyText, { minLength: 1, maxLength: 4 });

describe("record keys", () => {
  test.each([
    [["42"], "42"],
    [["9007199254740993", "-1"], "9007199254740993,-1"],
    [["a,b", "c/d"], "a~2cb,c~2fd"],
    [["..", "%2e"], "~2e~2e,~252e"],
    [["ü~", ""], "~c3~bc~7e,"],
    [["2026-01-01 00:00:00+00"], "2026-01-01~2000~3a00~3a00~2b00"],
  ])("%j is written %s", (parts, text) => {
    expect(encodeKey(parts)).toBe(text);
    expect(decodeKey(text, parts.length)).toEqual(parts);
  });

  test("every key comes back, in the characters of a URL segment only", () => {
    fc.assert(
      fc.property(anyKey, (parts) => {
        const text = encodeKey(parts);
        expect(text).toMatch(/^[A-Za-z0-9_~,-]*$/);
        expect(decodeKey(text, parts.length)).toEqual(parts);
      }),
    );
  });

  test("one key has one form: whatever is read is written the same", () => {
    const nearly = fc.string({
      unit: fc.constantFrom("~", "2", "c", "C", "e", "f", ",", "a", ".", "%"),
    });
    fc.assert(
      fc.property(nearly, (text) => {
        const parts = decodeKey(text, text.split(",").length);
        if (parts !== null) expect(encodeKey(parts)).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["an escape that was not needed", "~61", 1],
    ["upper case", "~2C", 1],
    ["half an escape", "~2", 1],
    ["invalid UTF-8", "~ff", 1],
    ["overlong UTF-8", "~c0~af", 1],
    ["a surrogate in UTF-8", "~ed~a0~80", 1],
    ["a byte that is not escaped", "a.b", 1],
    ["a percent sign", "%61", 1],
    ["too few parts", "a", 2],
    ["too many parts", "a,b", 1],
  ])("refused: %s", (_, text, count) => {
    expect(decodeKey(text, count)).toBeNull();
  });
});

describe("resource names", () => {
  test.each([
    ["public", "orders", "orders"],
    ["shop", "orders", "shop.orders"],
    ["public", "shop.orders", "shop~2eorders"],
    ["Sales & more", "order", "Sales~20~26~20more.order"],
  ])("%s, %s is %s", (schema, table, name) => {
    expect(nameResource(schema, table)).toBe(name);
  });
});
