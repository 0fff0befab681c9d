import { expect, test } from "vitest";
import { containsText, parseJson, printJson } from "./json-tree.ts";

test.each([
  '{"id":9007199254740993,"price":1.10,"e":1E400}',
  '{"a":1,"a":2}',
  '["\\u00e9\\n","x\\"y",{"":[]},{}]',
  "-0.0",
  '"null"',
])("keeps %s to the letter", (text) => {
  const compact = printJson(parseJson(text))
    .replace(/\n\s*/g, "")
    .replace(/": /g, '":')
    .replace(/,\n/g, ",");
  expect(compact).toBe(text);
});

test("is indented, one entry a line", () => {
  expect(printJson(parseJson('{"a":[1,{"b":null}]}'))).toBe(
    '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ]\n}',
  );
});

test("refuses what is no JSON", () => {
  expect(() => parseJson("{'a':1}")).toThrow(SyntaxError);
});

test("finds keys and values whatever their case", () => {
  const node = parseJson('{"Theme":{"colour":"Dark"}}');
  expect(["theme", "DARK", "our"].map((text) => containsText(node, text))).toEqual([
    true,
    true,
    true,
  ]);
  expect(containsText(node, "light")).toBe(false);
});
