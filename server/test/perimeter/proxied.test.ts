import { once } from "node:events";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPurser, type Purser } from "../../src/purser.ts";
import { findFreePort } from "../identity/free-port.ts";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { reportSkipped } from "../support/skipped.ts";
import { findNginx, type Nginx, startNginx } from "./nginx.ts";

const hasNginx = await findNginx();
if (!hasNginx) await reportSkipped("nginx: what a proxy in front says of where people come from");

/** On Linux every address of 127.0.0.0/8 is this machine's, so that clients can come from several networks. */
const colleague = "127.0.16.7";
const outsider = "127.0.99.7";

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

/** P1 and P4, over sockets. */
describe.skipIf(!hasNginx)("behind nginx", () => {
  let office: TestOffice;
  let purser: Purser;
  let port: number;
  let nginx: Nginx;
  let ada: Visitor;

  beforeAll(async () => {
    office = await openOffice({
      schema: "create table orders (id int primary key); insert into orders values (1)",
      resources: { orders: { access: { admin: { read: true } } } },
    });
    purser = await createPurser({
      ...office.config,
      perimeter: { networks: ["127.0.16.0/24", "2001:db8::/32"], trustedProxies: ["127.0.0.1"] },
    });
    port = await findFreePort();
    await purser.start({ port });
    nginx = await startNginx(port);
    ada = await office.signIn("admin");
  });
  afterAll(async () => {
    await nginx?.stop();
    await purser?.stop();
    await office?.close();
  });

  async function ask(
    from: string,
    path: string,
    headers: readonly (readonly [name: string, value: string])[] = [],
    to: number = nginx.port,
  ): Promise<Reply> {
    const sent = request({
      port: to,
      path,
      host: from.includes(":") ? "::1" : "127.0.0.1",
      localAddress: from,
      agent: false,
      // As they stand, also one name several times.
      headers: [
        ...(headers.some(([name]) => name === "host") ? [] : [["host", "localhost:4000"]]),
        ["cookie", ada.cookie],
        ...headers,
      ].flat(),
    });
    sent.end();
    const [response] = await once(sent, "response");
    return { status: response.statusCode, body: await text(response), headers: response.headers };
  }

  test("a colleague gets in, and the log has the colleague's own address", async () => {
    const reply = await ask(colleague, "/api/resources/orders/records", [
      ["x-forwarded-for", "203.0.113.99"],
    ]);
    expect(reply.status).toBe(200);
    const { rows } = await office.admin.query(
      "select host(address) as address from purser.event where request_id = $1",
      [reply.headers["x-request-id"]],
    );
    expect(rows).toEqual([{ address: colleague }]);
  });

  test.each([
    ["/"],
    ["/orders"],
    ["/assets/index.js"],
    ["/api/me"],
    ["/api/nonesuch"],
    ["/auth/login"],
    ["/auth/provider"],
    ["/readyz"],
  ])("an outsider sees nothing of %s", async (path) => {
    const { status, body } = await ask(outsider, path);
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({
      code: "network_refused",
      detail: expect.stringContaining(`came from ${outsider},`),
    });
  });

  test("an outsider's browser gets a page that names the address", async () => {
    const { status, body, headers } = await ask(outsider, "/orders", [["accept", "text/html"]]);
    expect([status, headers["content-type"]]).toEqual([403, "text/html; charset=utf-8"]);
    expect(body).toContain(outsider);
    expect(body).toContain("VPN");
  });

  test("whether the process lives may be asked by anybody", async () => {
    expect(await ask(outsider, "/healthz")).toMatchObject({ status: 200, body: "ok" });
  });

  const forged: readonly (readonly [
    what: string,
    headers: readonly (readonly [string, string])[],
  ])[] = [
    ["the colleague's address", [["x-forwarded-for", colleague]]],
    ["several", [["x-forwarded-for", `${colleague}, 127.0.0.1, ${colleague}`]]],
    [
      "two headers",
      [
        ["x-forwarded-for", colleague],
        ["X-Forwarded-For", colleague],
      ],
    ],
    ["a mapped address", [["x-forwarded-for", `::ffff:${colleague}`]]],
    ["a port", [["x-forwarded-for", `${colleague}:443`]]],
    ["garbage", [["x-forwarded-for", "unknown, \"'<>\\"]]],
    ["a comma at the end", [["x-forwarded-for", `${colleague},`]]],
    ["the proxy's own", [["x-forwarded-for", "127.0.0.1"]]],
    ["the newer header", [["forwarded", `for=${colleague}`]]],
    [
      "what other proxies set",
      [
        ["x-real-ip", colleague],
        ["true-client-ip", colleague],
        ["cf-connecting-ip", colleague],
      ],
    ],
    [
      "another host",
      [
        ["host", "evil.example"],
        ["x-forwarded-host", "localhost:4000"],
      ],
    ],
    [
      "another origin",
      [
        ["origin", "http://localhost:4000"],
        ["sec-fetch-site", "same-origin"],
      ],
    ],
  ];

  test.each(forged)("an outsider with %s in the headers is refused", async (_, headers) => {
    const { status, body } = await ask(outsider, "/api/me", headers);
    expect([status, JSON.parse(body).code]).toEqual([403, "network_refused"]);
    expect(JSON.parse(body).detail).toContain(outsider);
  });

  test.each(forged)("and so is one who passes nginx by, with %s", async (_, headers) => {
    for (const from of [outsider, colleague]) {
      const { status, body } = await ask(from, "/api/me", headers, port);
      expect([status, JSON.parse(body).code]).toEqual([403, "network_refused"]);
      expect(JSON.parse(body).detail).toContain(from);
    }
  });

  test("two headers are counted as one, from the right", async () => {
    const two = (...values: readonly string[]) =>
      ask(
        "127.0.0.1",
        "/api/me",
        values.map((value) => ["x-forwarded-for", value] as const),
        port,
      );
    expect((await two(outsider, colleague)).status).toBe(200);
    expect((await two(colleague, outsider)).status).toBe(403);
  });

  test("a proxy that does not say for whom is refused, though it is ours", async () => {
    const { status, body } = await ask("127.0.0.1", "/api/me", [], port);
    expect(status).toBe(403);
    expect(JSON.parse(body).detail).toContain("does not say for whom");
  });

  test("IPv6 is judged as such", async () => {
    expect((await ask("::1", "/api/me")).status).toBe(403);
    expect(
      (await ask("127.0.0.1", "/api/me", [["x-forwarded-for", "[2001:db8::7]:443"]], port)).status,
    ).toBe(200);
  });

  test("the refusals are counted by network", async () => {
    await ask(outsider, "/api/me");
    const { rows } = await office.admin.query(
      "select network::text from purser.stranger_refusal where code = 'network_refused'",
    );
    expect(rows).toContainEqual({ network: "127.0.99.0/24" });
  });
});
