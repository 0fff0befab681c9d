import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registry } from "../../src/operation/registry.ts";
import { pageHeaders } from "../../src/perimeter/headers.ts";
import { createPurser, type Purser } from "../../src/purser.ts";
import { openOffice, origin, type TestOffice } from "../support/purser.ts";

/** P7: whatever is asked, and however it ends. */
let office: TestOffice;
let behindTls: Purser;
const urls = { http: "", https: "" };
let cookie = "";
// Faults are what is tested here.
const log = pino({ level: "silent" });

beforeAll(async () => {
  office = await openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { admin: { read: true } } } },
    purser: { log },
  });
  behindTls = await createPurser(
    {
      ...office.config,
      origin: "https://admin.example.com",
      perimeter: { networks: ["127.0.0.1"] },
    },
    { lookOnly: true, log },
  );
  urls.http = (await office.purser.start({ port: 0 })).url;
  urls.https = (await behindTls.start({ port: 0 })).url;
  ({ cookie } = await office.signIn("admin"));
});
afterAll(async () => {
  await behindTls?.stop();
  await office?.close();
});

const others: readonly (readonly [method: string, path: string])[] = [
  ["GET", "/"],
  ["GET", "/orders"],
  ["HEAD", "/orders"],
  ["POST", "/orders"],
  ["GET", "/favicon.svg"],
  ["GET", "/trusted-types.js"],
  ["GET", "/assets/nonesuch.js"],
  ["GET", "/healthz"],
  ["GET", "/readyz"],
  ["GET", "/api/nonesuch"],
  ["GET", "/auth/provider"],
  ["GET", "/auth/login"],
  ["GET", "/auth/callback"],
  ["POST", "/auth/saml/acs"],
  ["POST", "/auth/backchannel-logout"],
  ["GET", "/auth/nonesuch"],
  ["DELETE", "/nonesuch"],
  ["POST", "/auth/logout"],
];

const operations = registry.map(
  ({ method, path }) =>
    [method, path.replace("{resource}", "orders").replaceAll(/\{\w+\}/g, "1")] as const,
);

/** Every operation there is, its address in a way that is none, and whatever else is answered. Signing out comes last. */
const asked: readonly (readonly [method: string, path: string])[] = [
  ...operations,
  ...operations.map(([, path]) => ["PUT", path] as const),
  ...others,
];

const askers: readonly (readonly [name: string, headers: () => Record<string, string>])[] = [
  ["somebody signed in", () => ({ cookie, origin })],
  ["nobody", () => ({ origin })],
  ["another site", () => ({ cookie, origin: "https://evil.example" })],
  ["somebody outside", () => ({ "x-forwarded-for": "203.0.113.7" })],
  ["a browser outside", () => ({ "x-forwarded-for": "203.0.113.7", accept: "text/html" })],
];

function ask(url: string, method: string, path: string, headers: Record<string, string>) {
  return fetch(url + path, { method, headers, redirect: "manual" });
}

function expectWall(headers: Headers): void {
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("content-security-policy")).not.toContain("unsafe");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("access-control-allow-origin")).toBeNull();
}

describe.each(askers)("what %s gets", (_, headers) => {
  test.each(asked)("for %s %s is framed, guessed at and kept by nobody", async (method, path) => {
    const answer = await ask(urls.http, method, path, headers());
    expectWall(answer.headers);
    const isFile = /^(image|text\/javascript)/.test(answer.headers.get("content-type") ?? "");
    expect(answer.headers.get("cache-control")).toBe(isFile ? "private, no-cache" : "no-store");
    expect(answer.headers.get("strict-transport-security")).toBeNull();
  });
});

test.each(asked)("with TLS, %s %s asks for nothing else from then on", async (method, path) => {
  for (const forwarded of [{}, { "x-forwarded-for": "203.0.113.7" }]) {
    const { headers } = await ask(urls.https, method, path, { ...forwarded });
    expectWall(headers);
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
  }
});

test("a fault is no way around it", async () => {
  await office.admin.query("alter schema purser rename to elsewhere");
  const answers = await Promise.all([
    ask(urls.https, "GET", "/api/me", { cookie: `__Host-purser=${"x".repeat(43)}` }),
    ask(urls.https, "GET", "/auth/login", {}),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual([500, 303]);
  for (const { headers } of answers) {
    expectWall(headers);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
  }
});

/** P5 */
test("the console's page runs our own files and turns no text into anything", () => {
  const { "content-security-policy": policy = "" } = pageHeaders("bm9uY2U=");
  const directives = new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...values] = directive.split(" ");
      return [name, values.join(" ")];
    }),
  );
  expect(directives.get("default-src")).toBe("'none'");
  expect(directives.get("script-src")).toBe("'self'");
  expect(directives.get("style-src")).toBe("'self' 'nonce-bm9uY2U='");
  expect(directives.get("require-trusted-types-for")).toBe("'script'");
  expect(directives.get("trusted-types")).toBe("default");
  expect(policy).not.toMatch(/unsafe|report/);
  const looser = [...directives.keys()].filter((name) => /^(script|style)-src-/.test(name));
  expect(looser).toEqual([]);
});
