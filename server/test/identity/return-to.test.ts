import { expect, test } from "vitest";
import { safeReturnTo } from "../../src/identity/return-to.ts";

const origin = "https://admin.example.com";

test.each([
  ["/"],
  ["/orders"],
  ["/orders?filter=%5B%5D&sort=-id#row"],
  ["/orders/a~2fb"],
  ["/apiary"],
  ["/authors"],
])("%s is kept", (path) => {
  expect(safeReturnTo(path, origin)).toBe(path);
});

test.each([
  [undefined],
  [""],
  ["orders"],
  ["//evil.example"],
  ["///evil.example"],
  ["/\\evil.example"],
  ["\\\\evil.example"],
  ["/\t/evil.example"],
  ["/\n/evil.example"],
  ["\t//evil.example"],
  [" //evil.example"],
  ["/orders\r\nset-cookie: a=b"],
  ["/.//evil.example"],
  ["/x/..//evil.example"],
  ["/%2e//evil.example"],
  ["https://evil.example"],
  ["https:evil.example"],
  ["https://admin.example.com.evil.example/"],
  ["https://admin.example.com@evil.example/"],
  ["javascript:alert(1)"],
  ["data:text/html,x"],
  ["/auth/login"],
  ["/auth/logout"],
  ["/api/me"],
  ["/x/../api/me"],
  [`/${"x".repeat(2000)}`],
])("%j leads to the first page", (path) => {
  expect(safeReturnTo(path, origin)).toBe("/");
});
