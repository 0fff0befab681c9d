import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saml } from "../../src/config/saml.ts";
import { createPurser, type Purser } from "../../src/purser.ts";
import { type ForgingProvider, startForgingProvider } from "../identity/forging-provider.ts";
import { openProvidedOffice } from "../identity/provided-office.ts";
import { makeKeyPair } from "../identity/saml-key-pair.ts";
import { giveSession } from "../support/give-session.ts";
import { origin, type TestOffice, type Visitor } from "../support/purser.ts";

/** So few that the next comes after 20 s, and so later than any of these tests takes. */
const perMinute = 3;

let provider: ForgingProvider;
let office: TestOffice;
let bySaml: Purser;
const urls = { oidc: "", saml: "" };

beforeAll(async () => {
  provider = await startForgingProvider();
  office = await openProvidedOffice(provider.issuer, {
    limits: { signInsPerMinute: perMinute, requestsPerMinute: perMinute },
    perimeter: { trustedProxies: ["127.0.0.1"], networks: ["192.0.2.0/24", "2001:db8::/32"] },
  });
  const { certificate } = await makeKeyPair();
  bySaml = await createPurser(
    {
      ...office.config,
      identity: saml({
        provider: {
          entityId: "https://provider.example.org",
          signInUrl: "https://provider.example.org/sso",
          certificates: [certificate],
        },
      }),
    },
    { lookOnly: true },
  );
  urls.oidc = (await office.purser.start({ port: 0 })).url;
  urls.saml = (await bySaml.start({ port: 0 })).url;
});
afterAll(async () => {
  await bySaml?.stop();
  await office?.close();
  await provider?.stop();
});

let places = 0;
/** Where nobody has come from yet. */
function newAddress(): string {
  places += 1;
  return `192.0.2.${places}`;
}

/** As the proxy hands it on, which adds at the right where it comes from. */
function ask(
  forwarded: string,
  path: string,
  { url = urls.oidc, cookie = "", form }: { url?: string; cookie?: string; form?: string } = {},
): Promise<Response> {
  return fetch(url + path, {
    redirect: "manual",
    headers: { "x-forwarded-for": forwarded, origin, cookie },
    ...(form !== undefined && { method: "POST", body: new URLSearchParams(form) }),
  });
}

/** What each of so many in a row comes to. */
async function inTurn<T>(times: number, attempt: (turn: number) => Promise<T>): Promise<T[]> {
  const found: T[] = [];
  for (let turn = 0; turn < times; turn += 1) found.push(await attempt(turn));
  return found;
}

const statusOf = (answer: Response) => answer.status;
const placeOf = (answer: Response) => answer.headers.get("location")?.split("?code")[0] ?? "";
const tooMany = "/sign-in?problem=too_many_requests";

async function expectRetry(answer: Response): Promise<void> {
  expect(answer.status).toBe(429);
  const seconds = Number(answer.headers.get("retry-after"));
  // More than where somebody has only too much under way.
  expect(seconds).toBeGreaterThan(1);
  expect(seconds).toBeLessThanOrEqual(20);
  expect(await answer.json()).toMatchObject({ code: "too_many_requests" });
}

async function countOf(code: string): Promise<number> {
  const { rows } = await office.admin.query(
    "select coalesce(sum(count), 0)::int as n from purser.stranger_refusal where code = $1",
    [code],
  );
  return rows[0].n;
}

describe("sign-ins from one address", () => {
  const begin = (forwarded: string) => ask(forwarded, "/auth/login");
  const isBegun = (answer: Response) => placeOf(answer).startsWith(provider.issuer);

  test("are begun as often as the config says, and elsewhere nobody notices", async () => {
    const address = newAddress();
    const answers = await inTurn(perMinute, () => begin(address));
    expect(answers.every(isBegun)).toBe(true);
    const before = await countOf("too_many_requests");
    const refused = await begin(address);
    expect(await countOf("too_many_requests")).toBe(before + 1);
    expect(placeOf(refused)).toBe(tooMany);
    expect(refused.headers.getSetCookie()).toEqual([]);
    expect(isBegun(await begin(newAddress()))).toBe(true);
  });

  test("are counted by where the proxy says that they come from, whatever was written before", async () => {
    const address = newAddress();
    const forged = await inTurn(perMinute, (turn) => begin(`198.51.100.${turn}, ${address}`));
    expect(forged.every(isBegun)).toBe(true);
    for (const left of ["203.0.113.7", "::1", "garbage", newAddress()])
      expect(placeOf(await begin(`${left}, ${address}`))).toBe(tooMany);
    expect(placeOf(await begin(`::ffff:${address}`))).toBe(tooMany);
  });

  test("are counted together in a network of IPv6, in which anybody has any address", async () => {
    const answers = await inTurn(perMinute + 1, (turn) => begin(`2001:db8:0:7::${turn + 1}`));
    expect(answers.map(isBegun)).toEqual([true, true, true, false]);
    expect(isBegun(await begin("2001:db8:0:8::1"))).toBe(true);
  });

  test("are all begun where they come from two hundred at once", async () => {
    const from = Array.from({ length: 200 }, (_, place) => `2001:db8:1:${place}::1`);
    const answers = await Promise.all(from.map(begin));
    expect(answers.every(isBegun)).toBe(true);
  });
});

describe("what comes from elsewhere by design is counted with the sign-ins", () => {
  test("the provider's notice that somebody has signed out", async () => {
    const address = newAddress();
    const notify = () =>
      ask(address, "/auth/backchannel-logout", { form: "logout_token=that.is.none" });
    expect((await inTurn(perMinute, notify)).map(statusOf)).toEqual([400, 400, 400]);
    await expectRetry(await notify());
    expect(placeOf(await ask(address, "/auth/login"))).toBe(tooMany);
  });

  test("the answer of a SAML provider", async () => {
    const address = newAddress();
    const { saml: url } = urls;
    const post = () => ask(address, "/auth/saml/acs", { url, form: "SAMLResponse=none" });
    const problem = "/sign-in?problem=sign_in_failed";
    expect((await inTurn(perMinute, post)).map(placeOf)).toEqual([problem, problem, problem]);
    await expectRetry(await post());
    expect(placeOf(await ask(address, "/auth/saml/login", { url }))).toBe(tooMany);
  });
});

describe("strangers' requests from one address", () => {
  const paths = ["/api/me", "/auth/second-factor"];

  test.each(paths)("to %s are refused for their number in the end, and counted", async (path) => {
    const before = await countOf("too_many_requests");
    const address = newAddress();
    const answers = await inTurn(perMinute, () => ask(address, path));
    expect(answers.map(statusOf)).toEqual([401, 401, 401]);
    await expectRetry(await ask(address, path));
    await expectRetry(await ask(`198.51.100.9, ${address}`, path));
    expect(statusOf(await ask(newAddress(), path))).toBe(401);
    expect(await countOf("too_many_requests")).toBe(before + 2);
  });

  test.each(paths)("to %s with cookies that they guess are so as well", async (path) => {
    const address = newAddress();
    const guess = () =>
      ask(address, path, { cookie: `purser-4000=${randomBytes(32).toString("base64url")}` });
    expect((await inTurn(perMinute, guess)).map(statusOf)).toEqual([401, 401, 401]);
    await expectRetry(await guess());
  });
});

describe("one person's requests", () => {
  const paths = ["/api/me", "/auth/second-factor"];
  const request = ({ cookie }: Visitor, path: string) => ask(newAddress(), path, { cookie });

  test.each(paths)(
    "to %s are counted, from wherever they come, and nobody else's",
    async (path) => {
      const [ada, grace] = [await office.signIn("viewer"), await office.signIn("viewer")];
      const answers = await inTurn(perMinute, () => request(ada, path));
      expect(answers.map(statusOf)).toEqual([200, 200, 200]);
      await expectRetry(await request(ada, path));
      expect(statusOf(await request(grace, path))).toBe(200);
    },
  );

  test("are counted together, whichever of the two they are for", async () => {
    const ada = await office.signIn("viewer");
    await inTurn(perMinute, (turn) => request(ada, paths[turn % 2] ?? ""));
    for (const path of paths) await expectRetry(await request(ada, path));
  });

  test("are counted together in all of their sessions", async () => {
    const ada = await office.signIn("viewer");
    const again = { ...ada, ...(await giveSession(office.login, { subject: ada.subject })) };
    const answers = await inTurn(perMinute, (turn) => request(turn === 0 ? ada : again, "/api/me"));
    expect(answers.map(statusOf)).toEqual([200, 200, 200]);
    for (const visitor of [ada, again]) await expectRetry(await request(visitor, "/api/me"));
  });

  test.each(paths)("to %s are not their neighbours', behind one address", async (path) => {
    const address = newAddress();
    const statuses = await inTurn(perMinute + 2, async () => {
      const { cookie } = await office.signIn("viewer");
      return statusOf(await ask(address, path, { cookie }));
    });
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
