import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mountInExpress } from "../../src/mount/express.ts";
import { openOffice, origin, type TestOffice, type Visitor } from "../support/purser.ts";

/** The console's host, and the application's beside it on the same server. */
const consoleHost = new URL(origin).host;
const applicationHost = "app.localhost:4000";

let office: TestOffice;
let server: Server;
let ada: Visitor;

beforeAll(async () => {
  office = await openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { viewer: { read: true } } } },
  });
  const mount = mountInExpress(office.purser, origin);
  server = createServer((asked, answer) => mount(asked, answer, () => answer.end("application")));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ada = await office.signIn("viewer");
});
afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await office?.close();
});

/** With the session's cookie, as a browser may add it. */
async function ask(host: string, path: string, method = "GET", more: Record<string, string> = {}) {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  const sent = request({
    port: address.port,
    path,
    method,
    headers: { host, cookie: ada.cookie, ...more },
  });
  const [answer] = await once(sent.end(), "response");
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

/** P3a */
test.each(["/api/me", "/auth/login", "/auth/logout", "/", "/r/orders"])(
  "on the application's origin there is no console at %s",
  async (path) => {
    expect(await ask(applicationHost, path)).toMatchObject({ status: 200, body: "application" });
  },
);

test.each([
  ["by a name that only begins like the console's", `${consoleHost}.evil.example`],
  ["at another port", "localhost:4001"],
  ["without a port", "localhost"],
])("nor %s", async (_, host) => {
  expect((await ask(host, "/api/me")).body).toBe("application");
});

test("on its own origin the console answers everything", async () => {
  expect((await ask(consoleHost, "/api/me")).status).toBe(200);
  expect((await ask(consoleHost, "/nonesuch")).body).not.toBe("application");
});

const script = { origin: `http://${applicationHost}`, "sec-fetch-site": "same-site" };

test.each([
  ["GET", "/api/me"],
  ["GET", "/api/resources/orders/records"],
  ["POST", "/api/resources/orders/records"],
  ["POST", "/auth/logout"],
])("a script of the application gets nothing by %s %s", async (method, path) => {
  const { status, headers, body } = await ask(consoleHost, path, method, script);
  expect([status, JSON.parse(body).code]).toEqual([403, "cross_site_request"]);
  expect(headers["access-control-allow-origin"]).toBeUndefined();
});

test("and no browser is told that it may send more than that", async () => {
  const { headers } = await ask(consoleHost, "/api/resources/orders/records/1", "OPTIONS", {
    ...script,
    "access-control-request-method": "PATCH",
    "access-control-request-headers": "if-match",
  });
  const allowed = Object.keys(headers).filter((name) => name.startsWith("access-control-"));
  expect(allowed).toEqual([]);
});
