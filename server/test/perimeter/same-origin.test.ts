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
  expect(isCrossSite(request(method, headers), origin, "data")).toBe(false);
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
  ["POST", { "sec-fetch-site": "same-origin, cross-site", origin }],
  ["POST", { "sec-fetch-site": "Same-Origin", origin }],
  ["POST", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", origin }],
  ["POST", { "x-requested-with": "XMLHttpRequest" }],
  ["POST", { referer: `${origin}/orders` }],
  ["PUT", { origin: "https://app.admin.example.com" }],
  ["POST", { origin: `${origin}, https://evil.example` }],
  ["GET", { "sec-fetch-site": "cross-site" }],
  ["GET", { "sec-fetch-site": "same-site" }],
])("%s with %j is refused", (method, headers) => {
  expect(isCrossSite(request(method, headers), origin, "data")).toBe(true);
});

test("a link from elsewhere to a page is followed", () => {
  const followed = request("GET", { "sec-fetch-site": "cross-site" }, "/auth/callback");
  expect(isCrossSite(followed, origin, "page")).toBe(false);
});

const elsewhere = { "sec-fetch-site": "cross-site", origin: "https://provider.example" };

test.each(["/auth/saml/acs", "/auth/backchannel-logout"])(
  "the identity provider posts to %s",
  (path) => {
    expect(isCrossSite(request("POST", elsewhere, path), origin, "page")).toBe(false);
    expect(isCrossSite(request("POST", {}, path), origin, "page")).toBe(false);
    expect(isCrossSite(request("POST", { origin: "null" }, path), origin, "page")).toBe(false);
  },
);

test.each([
  ["PUT", "/auth/saml/acs"],
  ["DELETE", "/auth/backchannel-logout"],
  ["POST", "/auth/logout"],
  ["POST", "/auth/saml/login"],
  ["POST", "/auth/saml/acs/"],
  ["POST", "/auth/saml/acs?RelayState=x"],
  ["POST", "/auth//saml/acs"],
  ["POST", "/auth/saml/%61cs"],
  ["POST", "/auth/saml/ACS"],
  ["POST", "/api/auth/saml/acs"],
  ["POST", "/auth/saml/acs/../../logout"],
])("%s %s is no such address", (method, path) => {
  expect(isCrossSite(request(method, elsewhere, path), origin, "page")).toBe(true);
});

test("an address that only ends up there is not taken for it", () => {
  // As Node's server hands it on: a `Request` that the Fetch standard makes would have no such address.
  const url = `${origin}/api/resources/%2e%2e/%2e%2e/auth/saml/acs`;
  const raw = Object.defineProperty(request("POST", elsewhere), "url", { value: url });
  expect(new URL(url).pathname).toBe("/auth/saml/acs");
  expect(isCrossSite(raw, origin, "page")).toBe(true);
});
