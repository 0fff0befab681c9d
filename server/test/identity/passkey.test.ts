import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { oidc } from "../../src/config/identity.ts";
import { origin, stranger, type TestOffice, type Visitor } from "../support/purser.ts";
import { makeAuthenticator, type Oddity } from "./authenticator.ts";
import {
  algorithms,
  enrol,
  enter,
  enterWithPasskey,
  openPasskeyOffice,
  prove,
  refusalsOf,
  renewed,
} from "./passkey-office.ts";

let office: TestOffice;

beforeAll(async () => {
  office = await openPasskeyOffice();
});
afterAll(() => office?.close());

async function eventsOf(kind: string, subject: string) {
  const { rows } = await office.admin.query(
    `select e.details, s.subject from purser.event e join purser.session s on s.id = e.session_id
      where e.kind = $1 and e.code is null and s.subject = $2 order by e.at`,
    [kind, subject],
  );
  return rows;
}

describe("with one factor", () => {
  test("nobody gets further than to the second", async () => {
    const entrant = await enter(office);
    expect((await entrant.get("/api/me")).problem?.code).toBe("second_factor_required");
    expect((await entrant.get("/auth/second-factor")).json).toEqual({
      application: "Test office",
      provider: "localhost:4001",
      name: `Person ${entrant.subject}`,
      ways: ["passkey"],
      hasPasskey: false,
      mayEnrol: true,
    });
  });

  test.each(algorithms)("a first passkey (%s) is enrolled and is the second", async (algorithm) => {
    const entrant = await enter(office);
    const authenticator = makeAuthenticator(origin, { algorithm });
    const reply = await enrol(entrant, authenticator, "Laptop");
    expect([reply.status, reply.json]).toEqual([
      201,
      expect.objectContaining({ name: "Laptop", lastUsedAt: null, isSynced: false }),
    ]);
    const person = renewed(office, entrant, reply);
    const me = await person.get("/api/me");
    expect(me.json.session.secondFactor).toBe("passkey");
    expect(me.json.banners).toEqual([
      { level: "warning", text: expect.stringContaining("The passkey “Laptop” was enrolled") },
    ]);
    // Another secret from now on: whoever knew the old one has nothing.
    expect((await entrant.get("/api/me")).problem?.code).toBe("session_ended");
    expect(await eventsOf("passkey.enrol", entrant.subject)).toEqual([
      {
        subject: entrant.subject,
        details: {
          passkey: reply.json.id,
          name: "Laptop",
          credential: authenticator.credentialId,
          publicKey: expect.stringMatching(/^[A-Za-z0-9_-]+$/),
          isSynced: false,
          trustedFrom: expect.any(String),
        },
      },
    ]);
  });

  test("a passkey of before is the second, and what it signed is kept", async () => {
    const { visitor, authenticator, passkey } = await enterWithPasskey(office);
    const entrant = await enter(office, { subject: visitor.subject });
    expect((await entrant.get("/auth/second-factor")).json).toMatchObject({
      hasPasskey: true,
      mayEnrol: false,
    });
    const reply = await prove(entrant, authenticator);
    expect([reply.status, reply.problem]).toEqual([204, null]);
    expect(reply.headers.get("cache-control")).toBe("no-store");
    expect((await renewed(office, entrant, reply).get("/api/me")).status).toBe(200);
    expect((await eventsOf("session.raise", entrant.subject)).at(-1)?.details).toEqual({
      passkey,
      credential: authenticator.credentialId,
      authenticatorData: expect.any(String),
      clientDataJSON: expect.any(String),
      signature: expect.any(String),
    });
  });

  test("whoever signed in long ago enrols nothing", async () => {
    for (const provenAgo of [11, 60]) {
      const entrant = await enter(office, { provenAgo });
      const reply = await enrol(entrant, makeAuthenticator(origin));
      expect(reply.problem).toMatchObject({
        code: "insufficient_user_authentication",
        assurance: { level: "fresh", ways: ["provider"] },
      });
      expect((await entrant.get("/auth/second-factor")).json.mayEnrol).toBe(false);
      expect(await callEnrol(entrant)).toBe("stale");
    }
  });

  test("where the provider does not say when it asked, the sign-in itself has to be of now", async () => {
    const entrant = await enter(office, { provenAgo: null });
    expect((await entrant.get("/auth/second-factor")).json.mayEnrol).toBe(true);
    expect(await callEnrol(entrant)).toBe("raised");
  });

  test("whoever has a passkey enrols no other: the second factor is not there to be made", async () => {
    const { visitor } = await enterWithPasskey(office);
    const entrant = await enter(office, { subject: visitor.subject });
    const reply = await enrol(entrant, makeAuthenticator(origin));
    expect(reply.problem?.code).toBe("passkey_refused");
    expect(await refusalsOf(office, reply)).toEqual([
      { kind: "passkey.enrol", code: "passkey_refused", subject: visitor.subject },
    ]);
    expect(await callEnrol(entrant)).toBe("present");
  });

  test("a token for enrolling is none any more once there is a passkey", async () => {
    const entrant = await enter(office);
    const twin = await enter(office, { subject: entrant.subject });
    const offers = await Promise.all(
      [entrant, twin].map((each) => each.send("POST", "/auth/passkeys/options", {})),
    );
    const replies = await Promise.all(
      [entrant, twin].map((each, index) =>
        each.send("POST", "/auth/passkeys", {
          token: offers[index]?.json.token,
          response: makeAuthenticator(origin).register(offers[index]?.json.options),
          name: "Key",
        }),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 403]);
  });
});

describe("with two factors", () => {
  test("another passkey takes a fresh proof, and leaves the session as it is", async () => {
    const { visitor } = await enterWithPasskey(office);
    const reply = await enrol(visitor, makeAuthenticator(origin), "Second");
    expect([reply.status, reply.headers.get("set-cookie")]).toEqual([201, null]);
    expect((await visitor.get("/api/passkeys")).json.passkeys).toMatchObject([
      { name: "Key" },
      { name: "Second" },
    ]);
    for (const provenAgo of [11, null]) {
      const stale = await enter(office, { secondFactor: true, provenAgo });
      const refused = await enrol(stale, makeAuthenticator(origin));
      expect(refused.problem).toMatchObject({
        code: "insufficient_user_authentication",
        assurance: { ways: ["provider", "passkey"] },
      });
      expect(await callEnrol(stale)).toBe("stale");
    }
  });

  test("a passkey is a fresh proof", async () => {
    const { visitor, authenticator } = await enterWithPasskey(office);
    const stale = await enter(office, {
      subject: visitor.subject,
      secondFactor: true,
      provenAgo: 30,
    });
    const path = `/api/passkeys/${randomUUID()}`;
    expect((await stale.send("DELETE", path)).problem?.code).toBe(
      "insufficient_user_authentication",
    );
    const fresh = renewed(office, stale, await prove(stale, authenticator));
    expect((await fresh.send("DELETE", path)).problem?.code).toBe("not_found");
    expect((await fresh.get("/api/me")).json.session.secondFactor).toBe("provider");
  });

  test("the same credential is enrolled once, for whomever", async () => {
    const { authenticator } = await enterWithPasskey(office);
    const other = await enter(office, { secondFactor: true });
    expect((await enrol(other, authenticator)).problem?.code).toBe("passkey_refused");
  });
});

describe("a second factor is refused", () => {
  const oddities: readonly (readonly [string, Oddity])[] = [
    ["signed on another origin", { origin: "http://localhost:4001" }],
    ["signed for another site", { rpId: "example.com" }],
    ["without the person verified", { verifies: false }],
    ["made for another ceremony", { type: "webauthn.create" }],
    ["of another challenge", { challenge: "AAAA" }],
    ["of a copy that counts anew", { counter: 1 }],
    ["of a copy that does not count", { counter: 0 }],
  ];

  test.each(oddities)("%s", async (_, oddity) => {
    const { visitor, authenticator } = await enterWithPasskey(office);
    const entrant = await enter(office, { subject: visitor.subject });
    const offer = await entrant.send("POST", "/auth/second-factor/options", {});
    const reply = await entrant.send("POST", "/auth/second-factor", {
      token: offer.json.token,
      response: authenticator.assert(offer.json.options, oddity),
    });
    await expectRefused(entrant, reply);
    expect(await eventsOf("alert.passkeyCounter", visitor.subject)).toHaveLength(
      oddity.counter === undefined ? 0 : 1,
    );
  });

  test("by somebody else's passkey", async () => {
    const { authenticator } = await enterWithPasskey(office);
    const { visitor } = await enterWithPasskey(office);
    const entrant = await enter(office, { subject: visitor.subject });
    const offer = await entrant.send("POST", "/auth/second-factor/options", {});
    expect(JSON.stringify(offer.json.options)).not.toContain(authenticator.credentialId);
    const reply = await entrant.send("POST", "/auth/second-factor", {
      token: offer.json.token,
      response: authenticator.assert(offer.json.options),
    });
    await expectRefused(entrant, reply);
  });

  test("with what another session was asked for, or for something else", async () => {
    const { visitor, authenticator } = await enterWithPasskey(office);
    const entrant = await enter(office, { subject: visitor.subject });
    const other = await visitor.send("POST", "/auth/second-factor/options", {});
    const enrolment = await visitor.send("POST", "/auth/passkeys/options", {});
    for (const { json } of [other, enrolment]) {
      const response = authenticator.assert({ rpId: "localhost", ...json.options });
      const reply = await entrant.send("POST", "/auth/second-factor", {
        token: json.token,
        response,
      });
      await expectRefused(entrant, reply);
    }
    const own = await entrant.send("POST", "/auth/second-factor/options", {});
    const bent = await entrant.send("POST", "/auth/second-factor", {
      token: `A${own.json.token.slice(1)}`,
      response: authenticator.assert(own.json.options),
    });
    await expectRefused(entrant, bent);
  });

  test("a second time, and at the same moment", async () => {
    for (const isSynced of [false, true]) {
      const { visitor, authenticator } = await enterWithPasskey(office, { isSynced });
      const entrant = await enter(office, { subject: visitor.subject });
      const { json } = await entrant.send("POST", "/auth/second-factor/options", {});
      const body = { token: json.token, response: authenticator.assert(json.options) };
      const replies = await Promise.all([
        entrant.send("POST", "/auth/second-factor", body),
        entrant.send("POST", "/auth/second-factor", body),
      ]);
      expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
      expect(replies.filter(({ status }) => status === 401 || status === 403)).toHaveLength(1);
    }
  });

  test("without a session, from another site, and in another form", async () => {
    const nobody = await stranger(office.purser).send("POST", "/auth/second-factor/options", {});
    expect(nobody.problem?.code).toBe("not_signed_in");
    const entrant = await enter(office);
    const foreign = await entrant.send(
      "POST",
      "/auth/second-factor/options",
      {},
      {
        origin: "https://evil.test",
      },
    );
    expect(foreign.problem?.code).toBe("cross_site_request");
    for (const body of [{}, { token: 1, response: {} }, { token: "", response: {}, more: 1 }])
      expect((await entrant.send("POST", "/auth/second-factor", body)).status).toBe(400);
    expect((await entrant.send("POST", "/auth/second-factor/options", {})).problem).toMatchObject({
      code: "passkey_refused",
      detail: "You have no passkey here yet.",
    });
  });
});

describe("an enrolment is refused", () => {
  const oddities: readonly (readonly [string, Oddity])[] = [
    ["made on another origin", { origin: "http://localhost:4001" }],
    ["made for another site", { rpId: "example.com" }],
    ["without the person verified", { verifies: false }],
    ["made in another ceremony", { type: "webauthn.get" }],
    ["of another challenge", { challenge: "AAAA" }],
  ];
  test.each(oddities)("%s", async (_, oddity) => {
    const entrant = await enter(office);
    const { json } = await entrant.send("POST", "/auth/passkeys/options", {});
    const response = makeAuthenticator(origin).register(json.options, oddity);
    await expectNotEnrolled(entrant, { token: json.token, response, name: "Key" });
  });

  test("with what was asked for in another session, or for a proof", async () => {
    const entrant = await enter(office);
    const twin = await enter(office, { subject: entrant.subject });
    const { json } = await twin.send("POST", "/auth/passkeys/options", {});
    const response = makeAuthenticator(origin).register(json.options);
    await expectNotEnrolled(entrant, { token: json.token, response, name: "Key" });

    const { visitor } = await enterWithPasskey(office);
    const offer = await visitor.send("POST", "/auth/second-factor/options", {});
    const made = makeAuthenticator(origin).register({
      rp: { id: "localhost" },
      ...offer.json.options,
    });
    const body = { token: offer.json.token, response: made, name: "Key" };
    expect((await visitor.send("POST", "/auth/passkeys", body)).problem?.code).toBe(
      "passkey_refused",
    );
  });

  async function expectNotEnrolled(entrant: Visitor, body: unknown): Promise<void> {
    const reply = await entrant.send("POST", "/auth/passkeys", body);
    expect(reply.problem?.code).toBe("passkey_refused");
    expect(await refusalsOf(office, reply)).toEqual([
      { kind: "passkey.enrol", code: "passkey_refused", subject: entrant.subject },
    ]);
    expect((await entrant.get("/auth/second-factor")).json.hasPasskey).toBe(false);
  }
});

test("where the config wants no passkeys, there is nothing of them", async () => {
  const plain = await openPasskeyOffice({
    passkeys: false,
    assurance: {},
    identity: oidc({
      issuer: "http://localhost:4001",
      clientId: "test",
      allowInsecureIssuer: true,
      secondFactor: { included: { amr: "mfa" } },
    }),
  });
  try {
    const person = await enter(plain, { secondFactor: true });
    for (const path of ["/auth/second-factor", "/api/passkeys", "/api/passkeys/people"])
      expect([path, (await person.get(path)).problem?.code]).toEqual([path, "not_found"]);
    for (const path of ["/auth/second-factor/options", "/auth/passkeys/options"])
      expect((await person.send("POST", path, {})).problem?.code).toBe("not_found");
  } finally {
    await plain.close();
  }
});

test("Purser's login can neither give passkeys nor raise sessions but by the functions that check", async () => {
  for (const statement of [
    "insert into purser.passkey select * from purser.passkey",
    "update purser.passkey set trusted_from = now()",
    "delete from purser.passkey",
    `select purser.raise_session('', gen_random_uuid(), '', '{}', gen_random_uuid(), '', null, '')`,
    `select purser.use_passkey(null, null, 1, '', now(), false, '')`,
  ]) {
    const error: unknown = await office.login.query(statement).catch((cause) => cause);
    expect(error, statement).toMatchObject({ code: "42501" });
  }
});

async function expectRefused(
  entrant: Visitor,
  reply: Awaited<ReturnType<Visitor["send"]>>,
): Promise<void> {
  expect(reply.problem?.code).toBe("passkey_refused");
  expect(reply.headers.get("set-cookie")).toBeNull();
  expect(await refusalsOf(office, reply)).toEqual([
    { kind: "session.raise", code: "passkey_refused", subject: entrant.subject },
  ]);
  expect((await entrant.get("/api/me")).problem?.code).toBe("second_factor_required");
}

/** The ledger's own judgement, asked as whoever has Purser's login could, with the longest freshness they like. */
async function callEnrol({ proof }: Visitor): Promise<string> {
  const { rows } = await office.login.query(
    `select purser.enrol_passkey($1, '1 year', $2, now() + interval '1 minute', gen_random_uuid(), 'direct', sha256($3), 'key', '{}', false, 0,
      '0 hours', gen_random_uuid(), sha256($3), gen_random_uuid(), gen_random_uuid(), 'direct', null, 'test') as outcome`,
    [proof, randomUUID(), randomUUID()],
  );
  return rows[0].outcome;
}
