import { afterAll, beforeAll, expect, test } from "vitest";
import { openOffice, origin, type TestOffice } from "../support/purser.ts";

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { admin: { read: true } } } },
  });
});
afterAll(() => office?.close());

/** P7: on what every kind of road answers with. */
test.each([
  ["GET", "/"],
  ["GET", "/orders"],
  ["POST", "/orders"],
  ["GET", "/favicon.svg"],
  ["GET", "/assets/nonesuch.js"],
  ["GET", "/healthz"],
  ["GET", "/readyz"],
  ["GET", "/api/me"],
  ["GET", "/api/resources/orders/records"],
  ["GET", "/api/nonesuch"],
  ["PUT", "/api/me"],
  ["GET", "/auth/provider"],
  ["GET", "/auth/login"],
  ["GET", "/auth/callback"],
  ["POST", "/auth/logout"],
  ["GET", "/auth/nonesuch"],
  ["DELETE", "/nonesuch"],
])(
  "%s %s is framed by nobody, guessed at by nobody and shares no process",
  async (method, path) => {
    const admin = await office.signIn("admin");
    const { headers } = await office.purser.fetch(
      new Request(origin + path, { method, headers: { cookie: admin.cookie, origin } }),
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    if (path !== "/favicon.svg") expect(headers.get("cache-control")).toBe("no-store");
  },
);
