import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { origin, type TestOffice, type Visitor } from "../support/purser.ts";
import { arrive } from "./arrive.ts";
import { makeAuthenticator } from "./authenticator.ts";
import { type BehavingProvider, startBehavingProvider } from "./behaving-provider.ts";
import { enrol, prove, renewed } from "./passkey-office.ts";
import { openProvidedOffice } from "./provided-office.ts";

/** Who signs in next, and what the provider says that it asked them for. */
let subject: string;
let methods: string[];
let provider: BehavingProvider;
let office: TestOffice;

beforeAll(async () => {
  provider = await startBehavingProvider({
    redirectUri: `${origin}/auth/callback`,
    login: () => ({ accountId: subject, amr: methods }),
    claims: () => ({ groups: ["viewers"] }),
    configuration: { claims: { openid: ["sub", "amr", "groups"] } },
  });
  office = await openProvidedOffice(provider.issuer, {
    limits: { sessionsPerPerson: 2, requestsPerMinute: 1_000_000 },
  });
});
afterAll(async () => {
  await office?.close();
  await provider?.stop();
});
beforeEach(() => {
  subject = `person-${randomBytes(4).toString("hex")}`;
});

function signInWith(...named: string[]): Promise<Visitor> {
  methods = named;
  return arrive(office.purser);
}

/** With one factor it opens no more than the way to the second. */
async function lives(visitor: Visitor, path = "/api/me"): Promise<boolean> {
  return (await visitor.get(path)).status === 200;
}

const isEntrant = (visitor: Visitor) => lives(visitor, "/auth/second-factor");

test("whoever has no more than one factor ends no session with two, however often they sign in", async () => {
  const full = [await signInWith("mfa"), await signInWith("mfa")];
  const entrants: Visitor[] = [];
  for (let turn = 0; turn < 4; turn += 1) entrants.push(await signInWith("pwd"));
  expect(await Promise.all(full.map((each) => lives(each)))).toEqual([true, true]);
  expect(await Promise.all(entrants.map(isEntrant))).toEqual([false, false, true, true]);
});

test("a sign-in with two factors ends none with one", async () => {
  const entrants = [await signInWith("pwd"), await signInWith("pwd")];
  const full: Visitor[] = [];
  for (let turn = 0; turn < 3; turn += 1) full.push(await signInWith("mfa"));
  expect(await Promise.all(entrants.map(isEntrant))).toEqual([true, true]);
  expect(await Promise.all(full.map((each) => lives(each)))).toEqual([false, true, true]);
});

test("a session that gets its second factor is one more of those with two", async () => {
  const [oldest, older] = [await signInWith("mfa"), await signInWith("mfa")];
  const authenticator = makeAuthenticator(origin);
  const entrant = await signInWith("pwd");
  const enrolled = renewed(office, entrant, await enrol(entrant, authenticator));
  expect(await Promise.all([oldest, older, enrolled].map((each) => lives(each)))).toEqual([
    false,
    true,
    true,
  ]);
  const later = await signInWith("pwd");
  const proven = renewed(office, later, await prove(later, authenticator));
  expect(await Promise.all([older, enrolled, proven].map((each) => lives(each)))).toEqual([
    false,
    true,
    true,
  ]);
});

test("a session with two factors that is proven anew takes nobody's place but its own", async () => {
  const authenticator = makeAuthenticator(origin);
  const other = await signInWith("mfa");
  const visitor = await signInWith("mfa");
  await enrol(visitor, authenticator);
  const proven = renewed(office, visitor, await prove(visitor, authenticator));
  expect(await Promise.all([other, visitor, proven].map((each) => lives(each)))).toEqual([
    true,
    false,
    true,
  ]);
});
