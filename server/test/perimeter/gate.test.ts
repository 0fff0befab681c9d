import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PurserConfig } from "../../src/config/config.ts";
import { createPurser, type Purser } from "../../src/purser.ts";
import { findFreePort } from "../identity/free-port.ts";
import { openOffice, origin, type TestOffice, type Visitor } from "../support/purser.ts";
import { type KeyServer, makeKey, type ProxyKey, sign, startKeyServer } from "./key-server.ts";

const header = "x-proxy-token";
let office: TestOffice;
let keys: KeyServer;
let key: ProxyKey;
let behind: Purser;
let config: PurserConfig;
let ada: Visitor;

beforeAll(async () => {
  [keys, key] = await Promise.all([startKeyServer(), makeKey("own")]);
  keys.publish(key);
  office = await openOffice({
    schema: "create table orders (id int primary key); insert into orders values (1)",
    resources: { orders: { access: { admin: { read: true, create: true } } } },
  });
  config = {
    ...office.config,
    perimeter: {
      help: "Ask the harbour master.",
      access: {
        label: "the harbour's proxy",
        header,
        issuer: "https://proxy.test",
        audience: "purser",
        algorithms: ["ES256"],
        keysUrl: `${keys.url}/keys`,
      },
    },
  };
  behind = await createPurser(config);
  ada = await office.signIn("admin");
});

afterAll(async () => {
  await behind?.stop();
  await office?.close();
  await keys?.stop();
});

function token(email: string | undefined): Promise<string> {
  return sign(key, {
    iss: "https://proxy.test",
    aud: "purser",
    sub: "at the proxy",
    ...(email !== undefined && { email }),
    exp: Math.floor(Date.now() / 1000) + 60,
  });
}

async function ask(path: string, headers: Record<string, string>, init: RequestInit = {}) {
  const request = new Request(origin + path, {
    ...init,
    headers: { cookie: ada.cookie, origin, "content-type": "application/json", ...headers },
  });
  const response = await behind.fetch(request);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : null,
  };
}

const paths = [
  "/",
  "/sign-in",
  "/orders",
  "/favicon.svg",
  "/assets/index.js",
  "/api/me",
  "/api/openapi.json",
  "/api/nonesuch",
  "/auth/provider",
  "/auth/login",
  "/auth/callback?code=1&state=2",
  "/readyz",
  "/healthz/",
  "//healthz",
];

describe("without the proxy's token", () => {
  test.each(paths)("%s shows nothing", async (path) => {
    expect(await ask(path, {})).toMatchObject({
      status: 403,
      json: {
        code: "proxy_token_refused",
        detail: expect.stringContaining("Ask the harbour master."),
      },
    });
  });

  test("a check of whether the process lives is answered, and says nothing else", async () => {
    expect(await ask("/healthz", {})).toMatchObject({ status: 200, text: "ok" });
  });

  test("a browser gets a page that says why, and runs nothing", async () => {
    const { status, text, headers } = await ask("/orders?q=<script>", { accept: "text/html" });
    expect(status).toBe(403);
    expect(text).toContain("carries no token of the harbour&#39;s proxy. Ask the harbour master.");
    expect(text).not.toContain("<script");
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'.*style-src 'sha256-/,
    );
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("it is counted as a stranger's", async () => {
    const count = async () => {
      const { rows } = await office.admin.query(
        "select coalesce(sum(count), 0)::int as n from purser.stranger_refusal where code = 'proxy_token_refused'",
      );
      return rows[0].n;
    };
    const before = await count();
    await ask("/api/me", {});
    expect(await count()).toBe(before + 1);
  });

  test("while the proxy's keys cannot be had, nobody gets in", async () => {
    const other = await createPurser({
      ...config,
      perimeter: {
        access: {
          label: "it",
          header,
          algorithms: ["ES256"],
          issuer: "https://proxy.test",
          audience: "purser",
          keysUrl: `http://127.0.0.1:${await findFreePort()}/keys`,
        },
      },
    });
    try {
      const response = await other.fetch(
        new Request(`${origin}/api/me`, {
          headers: { cookie: ada.cookie, [header]: await token(`${ada.subject}@example.org`) },
        }),
      );
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ code: "proxy_keys_unavailable" });
    } finally {
      await other.stop();
    }
  });
});

describe("with it", () => {
  test("the same person gets in, however the address is written", async () => {
    for (const email of [`${ada.subject}@example.org`, `${ada.subject}@Example.ORG`.toUpperCase()])
      expect(await ask("/api/me", { [header]: await token(email) })).toMatchObject({
        status: 200,
        json: { subject: ada.subject },
      });
  });

  test.each([
    ["somebody else", "eve@example.org"],
    ["nobody by name", undefined],
  ])("%s with the session's cookie is refused, in everything, and recorded", async (_, email) => {
    const strange = { [header]: await token(email) };
    const read = await ask("/api/resources/orders/records", strange);
    const write = await ask("/api/resources/orders/records", strange, {
      method: "POST",
      body: JSON.stringify({ values: { id: "2" } }),
    });
    const others = [await ask("/api/me", strange), await ask("/auth/second-factor", strange)];
    for (const reply of [...others, read, write])
      expect(reply).toMatchObject({ status: 403, json: { code: "proxy_identity_differs" } });
    const { rows } = await office.admin.query(
      "select kind, code from purser.event where request_id = any($1) order by kind",
      [[read, write].map(({ headers }) => headers.get("x-request-id"))],
    );
    expect(rows).toEqual([
      { kind: "record.create", code: "proxy_identity_differs" },
      { kind: "record.list", code: "proxy_identity_differs" },
    ]);
    const { rows: orders } = await office.admin.query("select id from orders");
    expect(orders).toEqual([{ id: 1 }]);
  });
});

describe("opt-outs", () => {
  test("are said at start, shown to everybody and part of the recorded policy", async () => {
    const open = await createPurser({
      ...office.config,
      perimeter: { dangerouslyAllowEveryNetwork: true, dangerouslyServeWithoutTls: true },
    });
    try {
      const names = ["dangerouslyAllowEveryNetwork", "dangerouslyServeWithoutTls"];
      const response = await open.fetch(
        new Request(`${origin}/api/me`, { headers: { cookie: ada.cookie } }),
      );
      const me: unknown = await response.json();
      const { rows } = await office.admin.query(
        "select document from purser.policy order by number desc limit 1",
      );
      for (const name of names) {
        expect(open.notices.join()).toContain(`${name} is set`);
        expect(me).toMatchObject({
          banners: expect.arrayContaining([
            { level: "warning", text: expect.stringContaining(name) },
          ]),
        });
        expect(rows[0].document.perimeter).toHaveProperty(name, true);
        expect(open.notices.join()).toContain(`widened perimeter.${name}`);
      }
    } finally {
      await open.stop();
    }
  });
});
