import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { consoleFiles } from "../../src/http/console-files.ts";

let parent: string;
let app: Hono;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "console-"));
  await mkdir(join(parent, "web/assets"), { recursive: true });
  await writeFile(join(parent, "outside.js"), "not to be served");
  await writeFile(
    join(parent, "web/index.html"),
    `<meta property="csp-nonce" nonce="" /><script src="/assets/a.js">`,
  );
  await writeFile(join(parent, "web/assets/a.js"), "run()");
  await writeFile(join(parent, "web/favicon.svg"), "<svg/>");
  app = consoleFiles(join(parent, "web"));
});

afterAll(() => rm(parent, { recursive: true }));

test("every address that is no file is the page, with a nonce of its own", async () => {
  const nonces = new Set<string>();
  for (const path of ["/", "/orders/1?tab=history", "/index.html", "/favicon"]) {
    const answer = await app.request(path);
    const nonce = /csp-nonce" nonce="([^"]+)"/.exec(await answer.text())?.[1] ?? "";
    expect(Buffer.from(nonce, "base64")).toHaveLength(16);
    expect(answer.headers.get("content-security-policy")).toContain(
      `style-src 'self' 'nonce-${nonce}'`,
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(4);
});

test("the page runs no inline script and cannot be framed", async () => {
  const policy = (await app.request("/")).headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/default-src 'none'; script-src 'self';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/script-src[^;]*(unsafe|nonce|data:|\*)/);
});

test("files have their type and are kept by browsers if their name is their content's", async () => {
  const script = await app.request("/assets/a.js");
  expect(await script.text()).toBe("run()");
  expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(script.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
  expect(script.headers.get("x-content-type-options")).toBe("nosniff");
  const icon = await app.request("/favicon.svg");
  expect(icon.headers.get("cache-control")).toBe("private, no-cache");
  expect(icon.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
});

test("files are compressed for whoever takes that", async () => {
  const script = await app.request("/assets/a.js", { headers: { "accept-encoding": "br, gzip" } });
  expect(script.headers.get("content-encoding")).toBe("gzip");
  expect(gunzipSync(await script.arrayBuffer()).toString()).toBe("run()");
});

test.each([
  "/assets/gone.js",
  "/assets/../../outside.js",
  "/assets/..%2f..%2foutside.js",
  "/..%2foutside.js",
  "/%2e%2e/outside.js",
])("%s serves nothing from disk", async (path) => {
  expect(await (await app.request(path)).text()).not.toContain("not to be served");
});

test("a file of an older build is gone rather than the page", async () => {
  expect((await app.request("/assets/gone.js")).status).toBe(404);
});

test("the API's addresses are not the console's", async () => {
  for (const path of ["/api", "/api/nothing", "/auth/nothing"])
    expect((await app.request(path)).status).toBe(404);
});

test("without a build it says so", async () => {
  const answer = await consoleFiles(join(parent, "nowhere")).request("/orders");
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("The console is not built");
});
