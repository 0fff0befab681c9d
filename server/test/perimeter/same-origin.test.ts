import { expect, test } from "vitest";
import { isCrossSite } from "../../src/perimeter/same-origin.ts";

const origin = "https://admin.example.com";

function request(method: string, headers: Record<string, string>, path = "/api/me"): Request {
  return new Request(origin + path, { method, headers });
}

test.each([
  ["POST", { "sec-fetch-site": "same-origin" }],
  ["POST", { "sec-fetch-site": "same-origin", origin }],
  ["PATCH", { origin }],
  ["GET", {}],
  ["GET", { "sec-fetch-site": "same-origin" }],
  ["GET", { "sec-fetch-site": "none" }],
])("%s with %j passes", (method, headers) => {
  expect(isCrossSite(request(method, headers), origin)).toBe(false);
});

test.each([
  ["POST", {}],
  ["DELETE", {}],
  ["PATCH", { origin: "null" }],
  ["POST", { origin: "https://evil.example" }],
  ["POST", { origin: "http://admin.example.com" }],
  ["POST", { origin: `${origin}.evil.example` }],
  ["POST", { origin: `${origin}:444` }],
  ["POST", { "sec-fetch-site": "cross-site", origin }],
  ["POST", { "sec-fetch-site": "same-site", origin }],
  ["POST", { "sec-fetch-site": "none", origin }],
  ["POST", { "sec-fetch-site": "", origin }],
  ["GET", { "sec-fetch-site": "cross-site" }],
  ["GET", { "sec-fetch-site": "same-site" }],
])("%s with %j is refused", (method, headers) => {
  expect(isCrossSite(request(method, headers), origin)).toBe(true);
});

test.each(["/orders", "/auth/callback"])("a link from elsewhere to %s is followed", (path) => {
  expect(isCrossSite(request("GET", { "sec-fetch-site": "cross-site" }, path), origin)).toBe(false);
});
