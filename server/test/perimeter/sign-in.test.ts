import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type DevelopmentProvider,
  startDevelopmentProvider,
} from "../../src/identity/development-provider.ts";
import { openBrowser } from "../identity/browser.ts";
import { findFreePort } from "../identity/free-port.ts";
import { openOffice, origin, type TestOffice } from "../support/purser.ts";
import { type KeyServer, makeKey, type ProxyKey, sign, startKeyServer } from "./key-server.ts";

const client = {
  id: "test",
  secret: "only for this test",
  redirectUris: [`${origin}/auth/callback`],
  postLogoutRedirectUris: [],
};
const accounts = [
  { subject: "sub-ada", name: "Ada", email: "ada@example.org", groups: ["admins"] },
  { subject: "sub-eve", name: "Eve", email: "eve@example.org", groups: ["admins"] },
];

let folder: string;
let provider: DevelopmentProvider;
let keys: KeyServer;
let key: ProxyKey;
let office: TestOffice;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "provider-"));
  [keys, key] = await Promise.all([startKeyServer(), makeKey("own")]);
  keys.publish(key);
  const port = await findFreePort();
  provider = await startDevelopmentProvider({ port, folder, clients: [client], accounts });
  office = await openOffice({
    schema: "create table orders (id int primary key)",
    resources: { orders: { access: { admin: { read: true } } } },
    config: {
      identity: {
        kind: "oidc",
        issuer: provider.issuer,
        clientId: client.id,
        clientSecret: client.secret,
        allowInsecureIssuer: true,
        secondFactor: { included: { amr: "mfa" } },
      },
      perimeter: {
        access: {
          label: "the proxy",
          header: "x-proxy-token",
          issuer: "https://proxy.test",
          audience: "purser",
          algorithms: ["ES256"],
          keysUrl: `${keys.url}/keys`,
        },
      },
    },
  });
});

afterAll(async () => {
  await office?.close();
  await provider?.stop();
  await keys?.stop();
  await rm(folder, { recursive: true });
});

/** The browser of somebody whom the proxy has signed in. */
async function browserOf(email: string) {
  const token = await sign(key, {
    iss: "https://proxy.test",
    aud: "purser",
    email,
    exp: Math.floor(Date.now() / 1000) + 60,
  });
  const fetch = (request: Request) => {
    request.headers.set("x-proxy-token", token);
    return office.purser.fetch(request);
  };
  return openBrowser({ ...office.purser, fetch }, origin);
}

async function recorded() {
  const { rows } = await office.admin.query(
    "select kind, code, actor->>'subject' as subject from purser.event where kind = 'session.signIn' order by at desc limit 1",
  );
  return rows[0];
}

/** P2 */
test("whom the proxy knows signs in as the same person", async () => {
  const browser = await browserOf("ada@example.org");
  const page = await browser.visit(await browser.chooseAccount("Ada"));
  expect(page.next?.pathname).toBe("/orders");
  expect((await browser.visit(new URL("/api/me", origin))).status).toBe(200);
});

test("nobody signs in as somebody else than at the proxy, and the try is recorded", async () => {
  const browser = await browserOf("ada@example.org");
  const page = await browser.visit(await browser.chooseAccount("Eve"));
  expect(page.next?.href).toBe(`${origin}/sign-in?problem=proxy_identity_differs`);
  expect(browser.cookie("purser-4000")).toBeUndefined();
  expect(await recorded()).toEqual({
    kind: "session.signIn",
    code: "proxy_identity_differs",
    subject: "sub-eve",
  });
});
