import { createHash, createPublicKey, verify } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assuranceTerms } from "../../src/config/assurance-terms.ts";
import { deriveKeys } from "../../src/config/keys.ts";
import { StartError } from "../../src/config/start-error.ts";
import { confirmRequest } from "../../src/execute/confirm.ts";
import type { Run } from "../../src/execute/context.ts";
import { closeStores, openStores } from "../../src/execute/stores.ts";
import { relyingPartyOf } from "../../src/identity/passkey/relying-party.ts";
import { isPrincipal } from "../../src/identity/principal.ts";
import { findSession } from "../../src/identity/session.ts";
import { createPurser } from "../../src/purser.ts";
import { at, type TestOffice, type Visitor } from "../support/purser.ts";
import type { Oddity } from "./authenticator.ts";
import {
  confirmation,
  enter,
  enterWithPasskey,
  type Holder,
  openPasskeyOffice,
  prove,
  refusalsOf,
  renewed,
} from "./passkey-office.ts";

let office: TestOffice;
let holder: Holder;
let nextId = 1;

beforeAll(async () => {
  office = await openPasskeyOffice();
  holder = await enterWithPasskey(office);
});
afterAll(() => office?.close());

/** A record, where it is and how it is deleted at the moment. */
async function newCode(): Promise<{ path: string; headers: { "if-match": string } }> {
  nextId += 1;
  await office.admin.query("insert into codes values ($1, 'x')", [nextId]);
  const path = `/api/resources/codes/records/${nextId}`;
  const { json } = await holder.visitor.get(path);
  return { path, headers: { "if-match": `"${json.version}"` } };
}

async function countCodes(): Promise<number> {
  const { rows } = await office.admin.query("select count(*)::int as count from codes");
  return rows[0].count;
}

test("an undo asks as well, since it can delete what somebody created", async () => {
  const created = await holder.visitor.send("POST", "/api/resources/codes/records", {
    values: { id: 900, label: "x" },
  });
  expect([created.status, created.problem]).toEqual([201, null]);
  const count = await countCodes();
  const entry = `/api/audit/${created.json.operation}/undo`;
  const { json: undoing } = await holder.visitor.get(entry);
  const headers = { "if-match": `"${undoing.version}"` };
  const body = { reason: "was a mistake" };
  const asked = await holder.visitor.send("POST", entry, body, headers);
  expect([asked.status, asked.problem?.assurance?.level]).toEqual([401, "confirmed"]);
  expect(await countCodes()).toBe(count);
  const done = await holder.visitor.send("POST", entry, body, {
    ...headers,
    ...confirmation(asked, holder.authenticator),
  });
  expect([done.status, done.problem]).toEqual([200, null]);
  expect(await countCodes()).toBe(count - 1);
});

test("deleting asks for a passkey first, and does nothing before", async () => {
  const { path, headers } = await newCode();
  const count = await countCodes();
  const asked = await holder.visitor.send("DELETE", path, { reason: "old" }, headers);
  expect(asked.status).toBe(401);
  expect(asked.problem).toMatchObject({
    code: "insufficient_user_authentication",
    assurance: {
      level: "confirmed",
      confirmation: {
        options: {
          rpId: "localhost",
          userVerification: "required",
          allowCredentials: [{ id: holder.authenticator.credentialId }],
        },
      },
    },
  });
  expect(await countCodes()).toBe(count);

  const done = await holder.visitor.send(
    "DELETE",
    path,
    { reason: "old" },
    { ...headers, ...confirmation(asked, holder.authenticator) },
  );
  expect([done.status, done.problem]).toEqual([200, null]);
  expect(await countCodes()).toBe(count - 1);
});

test("the log proves to anybody what was signed, and for which request", async () => {
  const { path, headers } = await newCode();
  const asked = await holder.visitor.send("DELETE", path, undefined, headers);
  const sent = { ...headers, ...confirmation(asked, holder.authenticator) };
  const done = await holder.visitor.send("DELETE", path, undefined, sent);
  const { rows } = await office.admin.query(
    `select c.details as signed, k.details as enrolled, c.at < o.at as is_before
      from purser.event c join purser.event k on k.kind = 'passkey.enrol' and k.details ->> 'passkey' = c.details ->> 'passkey'
        join purser.operation o on o.request_id = c.request_id
      where c.kind = 'session.confirm' and c.request_id = $1`,
    [done.headers.get("x-request-id")],
  );
  const [{ signed, enrolled, is_before }] = rows;
  expect(is_before).toBe(true);

  const bytes = (text: string) => Buffer.from(text, "base64url");
  const sha256 = (...parts: (string | Buffer)[]) =>
    parts.reduce((digest, part) => digest.update(part), createHash("sha256")).digest();
  const request = JSON.stringify([
    "record.delete",
    { key: String(nextId), resource: "codes" },
    {},
    headers["if-match"],
    null,
    null,
  ]);
  expect(signed.digest).toBe(sha256(request).toString("base64url"));
  const challenge = sha256("purser confirmation v1", bytes(signed.nonce), bytes(signed.digest));
  const client = JSON.parse(bytes(signed.clientDataJSON).toString());
  expect(client).toMatchObject({
    type: "webauthn.get",
    challenge: challenge.toString("base64url"),
    origin: "http://localhost:4000",
  });
  // The key's x and y stand at fixed places of its COSE form.
  const cose = bytes(enrolled.publicKey);
  const key = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: cose.subarray(10, 42).toString("base64url"),
      y: cose.subarray(45, 77).toString("base64url"),
    },
  });
  const message = Buffer.concat([
    bytes(signed.authenticatorData),
    sha256(bytes(signed.clientDataJSON)),
  ]);
  expect(verify("sha256", message, key, bytes(signed.signature))).toBe(true);
});

test("what would be refused anyway is refused without a tap", async () => {
  const { path, headers } = await newCode();
  const support = await enter(office, { role: "support", secondFactor: true });
  expect((await support.send("DELETE", path, undefined, headers)).problem?.code).toBe("forbidden");
  expect((await holder.visitor.send("DELETE", path)).problem?.code).toBe("version_required");
});

describe("a confirmation is refused", () => {
  const oddities: readonly (readonly [string, Oddity])[] = [
    ["signed on another origin", { origin: "https://localhost:4000" }],
    ["signed for another site", { rpId: "localhost.example.com" }],
    ["without the person verified", { verifies: false }],
    ["made for another ceremony", { type: "webauthn.create" }],
    ["of another challenge", { challenge: "AAAA" }],
  ];
  test.each(oddities)("%s", async (_, oddity) => {
    const { path, headers } = await newCode();
    const asked = await holder.visitor.send("DELETE", path, undefined, headers);
    const header = confirmation(asked, holder.authenticator, oddity);
    await expectRefused(holder.visitor, path, undefined, { ...headers, ...header });
  });

  test("of a copy that counts anew, and that is noticed", async () => {
    const own = await enterWithPasskey(office);
    const { path, headers } = await newCode();
    for (const counter of [0, 1]) {
      const asked = await own.visitor.send("DELETE", path, undefined, headers);
      const header = confirmation(asked, own.authenticator, { counter });
      await expectRefused(own.visitor, path, undefined, { ...headers, ...header });
    }
    const { rows } = await office.admin.query(
      "select details from purser.event where kind = 'alert.passkeyCounter' and details ->> 'passkey' = $1 order by at",
      [own.passkey],
    );
    expect(rows.map(({ details }) => [details.expectedAbove, details.counted])).toEqual([
      [1, 0],
      [1, 1],
    ]);
  });

  test("for another record, another version, another body or another operation", async () => {
    const one = await newCode();
    const other = await newCode();
    const { visitor, authenticator } = holder;
    const confirmed = async () => {
      const asked = await visitor.send("DELETE", one.path, { reason: "old" }, one.headers);
      return confirmation(asked, authenticator);
    };
    const moved = { ...other.headers, ...(await confirmed()) };
    await expectRefused(visitor, other.path, { reason: "old" }, moved);
    const version = { "if-match": other.headers["if-match"], ...(await confirmed()) };
    await expectRefused(visitor, one.path, { reason: "old" }, version);
    const worded = { ...one.headers, ...(await confirmed()) };
    await expectRefused(visitor, one.path, { reason: "new" }, worded);
    await expectRefused(visitor, one.path, undefined, { ...one.headers, ...(await confirmed()) });
    const changed = await visitor.send(
      "PATCH",
      one.path,
      { values: { label: "y" } },
      { ...one.headers, ...(await confirmed()) },
    );
    expect(changed.problem?.code).toBe("confirmation_refused");
  });

  test("by another session, another person, and another person's passkey", async () => {
    const { path, headers } = await newCode();
    const { visitor, authenticator } = holder;
    const elsewhere = await enter(office, { subject: visitor.subject, secondFactor: true });
    const asked = await elsewhere.send("DELETE", path, undefined, headers);
    const ofAnother = confirmation(asked, authenticator);
    await expectRefused(visitor, path, undefined, { ...headers, ...ofAnother });

    const colleague = await enterWithPasskey(office);
    await expectRefused(colleague.visitor, path, undefined, {
      ...headers,
      ...confirmation(await visitor.send("DELETE", path, undefined, headers), authenticator),
    });
    const borrowed = confirmation(
      await visitor.send("DELETE", path, undefined, headers),
      colleague.authenticator,
    );
    await expectRefused(visitor, path, undefined, { ...headers, ...borrowed });
  });

  test("with the token of a sign-in, and with whatever is none", async () => {
    const { path, headers } = await newCode();
    const { visitor, authenticator } = holder;
    const { json } = await visitor.send("POST", "/auth/second-factor/options", {});
    const sent = { token: json.token, response: authenticator.assert(json.options) };
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const header of [encode(sent), encode({}), encode(null), "", "!", encode([1])])
      await expectRefused(visitor, path, undefined, { ...headers, "purser-confirmation": header });
  });

  test("a second time, and one of two at the same moment", async () => {
    for (const isSynced of [false, true]) {
      const own = await enterWithPasskey(office, { isSynced });
      const { path, headers } = await newCode();
      const asked = await own.visitor.send("DELETE", path, undefined, headers);
      const sent = { ...headers, ...confirmation(asked, own.authenticator) };
      const replies = await Promise.all([
        own.visitor.send("DELETE", path, undefined, sent),
        own.visitor.send("DELETE", path, undefined, sent),
      ]);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 403]);
      const again = await own.visitor.send("DELETE", path, undefined, sent);
      expect(again.problem?.code).toBe("confirmation_refused");
      const { rows } = await office.admin.query(
        "select count(*)::int as uses from purser.event where kind = 'session.confirm' and details ->> 'passkey' = $1",
        [own.passkey],
      );
      expect(rows[0].uses).toBe(1);
    }
  });

  test("while its passkey is on hold", async () => {
    const own = await enterWithPasskey(office, { onHold: true });
    const { path, headers } = await newCode();
    const asked = await own.visitor.send("DELETE", path, undefined, headers);
    const { json } = await own.visitor.get("/api/passkeys");
    expect(asked.problem).toMatchObject({
      code: "passkey_on_hold",
      detail: expect.stringContaining(json.passkeys[0].trustedFrom),
      trustedFrom: json.passkeys[0].trustedFrom,
    });
    const none = await enter(office, { secondFactor: true });
    expect((await none.send("DELETE", path, undefined, headers)).problem).toMatchObject({
      code: "passkey_on_hold",
      detail: "You have no passkey here yet; this needs one.",
    });

    // The ledger says the same to whoever has Purser's login.
    const { rows } = await office.login.query(
      `select purser.record_confirmation($1, $2, 5, 'direct', now() + interval '1 minute', '{}', gen_random_uuid(), 'direct', null, 'test') as outcome`,
      [own.visitor.proof, own.passkey],
    );
    expect(rows[0].outcome).toBe("on hold");
    await expectDirect(own.visitor, holder.passkey, "absent");
  });

  test("once two minutes have gone by", async () => {
    const stores = openStores(office.config);
    try {
      const caller = await findSession(stores.ledger, holder.visitor.proof, true);
      if (caller === null || !isPrincipal(caller)) throw new Error("the session is not there");
      const runAt = (now: number): Run => ({
        deployment: {
          stores,
          keys: deriveKeys(office.config.secret),
          policy: "test",
          lookupsPerHour: 1,
          exportRows: 1,
          relyingParty: relyingPartyOf(office.config, assuranceTerms(office.config)),
          newId: uuidv7,
          now: () => now,
        },
        principal: caller,
        origin: { requestId: "request", address: null, userAgent: null },
        viewAs: null,
        signal: new AbortController().signal,
      });
      const digest = createHash("sha256").update("request").digest("base64url");
      const ask = async (now: number): Promise<string> => {
        const refusal = await confirmRequest(runAt(now), digest, undefined);
        if (refusal?.assurance?.level !== "confirmed") throw new Error("nothing was asked for");
        const { token, options } = refusal.assurance.confirmation;
        const response = holder.authenticator.assert(options);
        return Buffer.from(JSON.stringify({ token, response })).toString("base64url");
      };
      const now = Date.now();
      expect(await confirmRequest(runAt(now + 120_000), digest, await ask(now))).toMatchObject({
        refused: "confirmation_refused",
      });
      expect(await confirmRequest(runAt(now + 119_000), digest, await ask(now))).toBeNull();
    } finally {
      await closeStores(stores);
    }
  });
});

test("what was asked for before a session rose confirms nothing afterwards", async () => {
  const own = await enterWithPasskey(office);
  const { path, headers } = await newCode();
  const asked = await own.visitor.send("DELETE", path, undefined, headers);
  const risen = renewed(office, own.visitor, await prove(own.visitor, own.authenticator));
  const old = { ...headers, ...confirmation(asked, own.authenticator) };
  await expectRefused(risen, path, undefined, old);
  const anew = await risen.send("DELETE", path, undefined, headers);
  const sent = { ...headers, ...confirmation(anew, own.authenticator) };
  expect((await risen.send("DELETE", path, undefined, sent)).status).toBe(200);
});

test("a confirmation asked for by one server is good at another, and once for both", async () => {
  const second = await createPurser(office.config);
  try {
    const there = at(second, holder.visitor);
    const { path, headers } = await newCode();
    const asked = await holder.visitor.send("DELETE", path, undefined, headers);
    const sent = { ...headers, ...confirmation(asked, holder.authenticator) };
    const replies = await Promise.all(
      [holder.visitor, there].map((each) => each.send("DELETE", path, undefined, sent)),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 403]);
  } finally {
    await second.stop();
  }
});

test("a config that names an operation that there is not, or that shows nothing, does not start", async () => {
  const config = {
    ...office.config,
    assurance: { fresh: ["me", "record.read"], confirmed: ["record.remove"] },
  };
  const error: unknown = await createPurser(config).catch((cause) => cause);
  if (!(error instanceof StartError)) throw new Error("it started");
  expect(error.problems).toEqual([
    expect.objectContaining({ id: "unknown_operation", path: "assurance.fresh[0]" }),
    {
      id: "unknown_operation",
      path: "assurance.confirmed[0]",
      message: 'There is no operation "record.remove" that shows or changes anything.',
      hint: expect.stringContaining("record."),
    },
  ]);
});

async function expectRefused(
  visitor: Visitor,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<void> {
  const count = await countCodes();
  const reply = await visitor.send("DELETE", path, body, headers);
  expect(reply.problem?.code).toBe("confirmation_refused");
  expect(await countCodes()).toBe(count);
  expect(await refusalsOf(office, reply)).toEqual([
    { kind: "record.delete", code: "confirmation_refused", subject: visitor.subject },
  ]);
}

async function expectDirect({ proof }: Visitor, passkey: string, outcome: string): Promise<void> {
  const { rows } = await office.login.query(
    `select purser.record_confirmation($1, $2, 500, 'direct', now() + interval '1 minute', '{}', gen_random_uuid(), 'direct', null, 'test') as outcome`,
    [proof, passkey],
  );
  expect(rows[0].outcome).toBe(outcome);
}
