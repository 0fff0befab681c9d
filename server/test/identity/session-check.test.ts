import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deriveKeys } from "../../src/config/keys.ts";
import { seal, unseal } from "../../src/config/seal.ts";
import { type Database, openDatabase } from "../../src/database/database.ts";
import { connectOidc } from "../../src/identity/oidc.ts";
import type { IdentityProvider } from "../../src/identity/provider.ts";
import { checkSessions, refreshContext } from "../../src/identity/session-check.ts";
import { origin, type TestOffice, type Visitor } from "../support/purser.ts";
import { arrive } from "./arrive.ts";
import { type BehavingProvider, startBehavingProvider } from "./behaving-provider.ts";
import { findFreePort } from "./free-port.ts";
import { clientOf, openProvidedOffice } from "./provided-office.ts";

const redirectUri = `${origin}/auth/callback`;
/** What the provider says of Ada; undefined when her account is gone. */
let groups: readonly string[] | undefined;
let givesRefreshTokens: boolean;
let provider: BehavingProvider;
let office: TestOffice;
let ledger: Database;
let recheck: NonNullable<IdentityProvider["recheck"]>;

beforeAll(async () => {
  provider = await startBehavingProvider({
    redirectUri,
    login: () => ({ accountId: "ada", amr: ["pwd", "mfa"] }),
    claims: () => groups && { groups },
    configuration: {
      claims: { openid: ["sub", "amr", "auth_time", "groups"] },
      rotateRefreshToken: true,
      issueRefreshToken: () => givesRefreshTokens,
    },
  });
  office = await openProvidedOffice(provider.issuer, {
    // The server's own checks are far away: each test makes its own.
    limits: { recheckMinutes: 60, sessionsPerPerson: 50 },
  });
  ledger = openDatabase({ url: office.config.database.url, connections: 2 });
  recheck = recheckOf(connectOidc(clientOf(provider.issuer), redirectUri));
});
afterAll(async () => {
  await ledger?.end();
  await office?.close();
  await provider?.stop();
});
beforeEach(async () => {
  groups = ["viewers"];
  givesRefreshTokens = true;
  await office.admin.query("delete from purser.session_check");
});

function recheckOf({ recheck: found }: IdentityProvider): typeof recheck {
  if (found === null) throw new Error("this provider can be asked");
  return found;
}

interface Check {
  readonly ask?: typeof recheck;
  /** Milliseconds by which this server's clock is ahead. */
  readonly later?: number;
  readonly secret?: string;
}

/** One turn of one server. */
function check({ ask = recheck, later = 0, secret = office.config.secret }: Check = {}) {
  return checkSessions({
    ledger,
    recheck: ask,
    config: { ...office.config, limits: { recheckMinutes: 5, uncheckedMinutes: 60 } },
    policy: "test",
    refreshKey: deriveKeys(secret).refresh,
    newId: randomUUID,
    now: () => Date.now() + later,
    onFailure: () => {},
  });
}

/** As if the last question were six minutes ago. */
async function makeDue(): Promise<void> {
  await office.admin.query(
    "update purser.session_check set claimed_at = claimed_at - interval '6 minutes'",
  );
}

async function idOf(visitor: Visitor): Promise<string> {
  return (await visitor.get("/api/me")).json.session.id;
}

async function keptToken(): Promise<string | null> {
  const { rows } = await office.admin.query(
    "select convert_from(refresh_token, 'UTF8') as token from purser.session_check",
  );
  return rows[0]?.token ?? null;
}

async function endOf(id: string): Promise<string | null> {
  const { rows } = await office.admin.query(
    `select n.reason, e.kind from purser.session_end n
    left join purser.event e on e.details -> 'sessions' ? n.session_id::text where n.session_id = $1`,
    [id],
  );
  // What ended a session stands in the log.
  expect(rows.every(({ kind }) => kind === "session.end")).toBe(true);
  return rows[0]?.reason ?? null;
}

/** I3 */
test("whoever is still there stays, and each question is asked with a new token", async () => {
  const ada = await arrive(office.purser);
  for (let turn = 0; turn < 3; turn += 1) {
    const before = await keptToken();
    await makeDue();
    await check();
    expect(await keptToken()).not.toBe(before);
    expect((await ada.get("/api/me")).status).toBe(200);
  }
});

test("nobody is asked about who was asked about lately", async () => {
  await arrive(office.purser);
  const before = await keptToken();
  await check();
  expect(await keptToken()).toBe(before);
});

test("what the provider is asked with is sealed, and its text is nowhere in the ledger", async () => {
  await arrive(office.purser);
  const sealed = (await keptToken()) ?? "";
  const text = unseal(deriveKeys(office.config.secret).refresh, sealed, refreshContext) ?? "";
  const [, token] = JSON.parse(text);
  const { rows: tables } = await office.admin.query(
    "select oid::regclass as name from pg_class where relnamespace = 'purser'::regnamespace and relkind = 'r'",
  );
  const holding = async (part: string) => {
    const found: string[] = [];
    for (const { name } of tables) {
      const { rowCount } = await office.admin.query(
        `select from ${name} t where t::text like '%' || $1 || '%' or t::text like '%' || encode($1::text::bytea, 'hex') || '%'`,
        [part],
      );
      if (rowCount) found.push(name);
    }
    return found;
  };
  expect(token.length).toBeGreaterThan(20);
  expect(await holding(token)).toEqual([]);
  expect(await holding(sealed)).toEqual(["purser.session_check"]);
});

test("whoever has other roles now has to sign in again", async () => {
  const ada = await arrive(office.purser);
  const id = await idOf(ada);
  groups = ["viewers", "admins"];
  await makeDue();
  await check();
  expect(await endOf(id)).toBe("roles changed");
  expect((await ada.get("/api/me")).problem?.code).toBe("session_ended");
  expect(await keptToken()).toBeNull();
});

test.each([
  ["less", ["viewers", "supporters"], ["viewers"]],
  ["more", ["viewers"], ["viewers", "supporters"]],
])("and whoever has one role %s", async (_, before, after) => {
  groups = before;
  const id = await idOf(await arrive(office.purser));
  groups = after;
  await makeDue();
  await check();
  expect(await endOf(id)).toBe("roles changed");
});

test("groups that give the same roles change nothing", async () => {
  const id = await idOf(await arrive(office.purser));
  groups = ["viewers", "elsewhere"];
  await makeDue();
  await check();
  expect(await endOf(id)).toBeNull();
});

test("whose account is gone is gone here too", async () => {
  const ada = await arrive(office.purser);
  const id = await idOf(ada);
  groups = undefined;
  await makeDue();
  await check();
  expect(await endOf(id)).toBe("gone at the provider");
  expect((await ada.get("/api/me")).problem?.code).toBe("session_ended");
});

test("while the provider is down everybody stays, until it has been silent for too long", async () => {
  const id = await idOf(await arrive(office.purser));
  const issuer = `http://127.0.0.1:${await findFreePort()}`;
  const config = { kind: "oidc", issuer, clientId: "purser", allowInsecureIssuer: true } as const;
  const ask = recheckOf(connectOidc(config, redirectUri));
  await makeDue();
  await check({ ask, later: 59 * 60_000 });
  expect(await endOf(id)).toBeNull();
  await makeDue();
  await check({ ask, later: 61 * 60_000 });
  expect(await endOf(id)).toBe("the provider does not answer");
});

test("of several servers one asks about each session", async () => {
  await arrive(office.purser);
  await arrive(office.purser);
  await makeDue();
  const asked: string[] = [];
  const ask: typeof recheck = (token) => {
    asked.push(token);
    return recheck(token);
  };
  await Promise.all([check({ ask }), check({ ask }), check({ ask })]);
  expect(asked).toHaveLength(2);
  expect(new Set(asked).size).toBe(2);
});

test("a session whose token no server can read any more ends", async () => {
  const id = await idOf(await arrive(office.purser));
  await makeDue();
  await check({ secret: randomBytes(32).toString("base64") });
  expect(await endOf(id)).toBe("nobody can ask the provider");
});

test("a token that was put in the place of another opens nothing", async () => {
  const id = await idOf(await arrive(office.purser));
  const key = deriveKeys(office.config.secret).refresh;
  await office.admin.query("update purser.session_check set refresh_token = $1", [
    Buffer.from(seal(key, JSON.stringify(["ada", "made up"]), "another context")),
  ]);
  await makeDue();
  await check();
  expect(await endOf(id)).toBe("nobody can ask the provider");
});

/** Asks as the provider answers, but only once the session has risen to another. */
function afterRising({ proof }: Visitor, answer: typeof recheck): typeof recheck {
  return async (token) => {
    await office.admin.query(
      "select purser.raise_session($1, gen_random_uuid(), sha256($1), '{}', gen_random_uuid(), 'x', null, 'test')",
      [proof],
    );
    return answer(token);
  };
}

test("a session that rises while the provider is asked goes on with the answer", async () => {
  const ada = await arrive(office.purser);
  const before = await keptToken();
  await makeDue();
  await check({ ask: afterRising(ada, recheck) });
  expect(await keptToken()).not.toBe(before);
  await makeDue();
  await check();
  const { rows } = await office.admin.query(
    "select purser.is_live(s) as lives from purser.session_check join purser.session s on s.id = session_id",
  );
  expect(rows).toEqual([{ lives: true }]);
});

test("a session that rises while the provider says that its person is gone ends all the same", async () => {
  const ada = await arrive(office.purser);
  const id = await idOf(ada);
  groups = undefined;
  await makeDue();
  await check({ ask: afterRising(ada, recheck) });
  const { rows } = await office.admin.query(
    `select n.reason from purser.session s join purser.session_end n on n.session_id = s.id
    where $1 in (s.id, s.continues) order by s.at`,
    [id],
  );
  expect(rows).toEqual([{ reason: "raised" }, { reason: "gone at the provider" }]);
});

test("a session of which nobody can ask is short, and the others are as long as the config says", async () => {
  const minutesOf = async (visitor: Visitor) => {
    const { rows } = await office.admin.query(
      "select round(extract(epoch from expires_at - at) / 60)::int as minutes from purser.session where id = $1",
      [await idOf(visitor)],
    );
    return rows[0].minutes;
  };
  expect(await minutesOf(await arrive(office.purser))).toBe(12 * 60);
  givesRefreshTokens = false;
  expect(await minutesOf(await arrive(office.purser))).toBe(60);
});
