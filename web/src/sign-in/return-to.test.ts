import { expect, test } from "vitest";
import { readReturnTo } from "./return-to.ts";

test.each([
  ["/r/orders?sort=-id", "/r/orders?sort=-id"],
  ["//elsewhere.example", "/"],
  ["//elsewhere.example/r/orders", "/"],
  ["/\\elsewhere.example", "/"],
  ["/\t/elsewhere.example", "/"],
  ["/.//elsewhere.example", "/"],
  ["/r/..//elsewhere.example", "/"],
  ["/%2e//elsewhere.example", "/"],
  ["https://elsewhere.example", "/"],
  ["javascript:alert(1)", "/"],
  ["", "/"],
])("to %j leads to %j", (returnTo, path) => {
  expect(readReturnTo(new URLSearchParams({ returnTo }))).toBe(path);
});
