import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { origin, type TestOffice, type Visitor } from "../support/purser.ts";
import { untilBlocked } from "../support/until-blocked.ts";
import { makeAuthenticator } from "./authenticator.ts";
import {
  enrol,
  enter,
  enterWithPasskey,
  issuer,
  openPasskeyOffice,
  prove,
  renewed,
} from "./passkey-office.ts";

let office: TestOffice;
/** Two administrators, whose provider proves a second factor. */
let anna: Visitor;
let bert: Visitor;

beforeAll(async () => {
  office = await openPasskeyOffice();
  anna = await enter(office, { secondFactor: true });
  bert = await enter(office, { secondFactor: true });
});
afterAll(() => office?.close());

async function detailsOf(kind: string, passkey: string) {
  const { rows } = await office.admin.query(
    "select details from purser.event where kind = $1 and code is null and details ->> 'passkey' = $2",
    [kind, passkey],
  );
  return rows.map(({ details }) => details);
}

/** The ledger's own answer to whoever has Purser's login and a session, and lies about what is fresh. */
async function call(text: string, ...values: readonly unknown[]): Promise<string> {
  const { rows } = await office.login.query(`select ${text} as outcome`, [...values]);
  return rows[0].outcome;
}
const record = "gen_random_uuid(), 'direct', null, 'test'";

describe("one's own passkeys", () => {
  test("get other names, and nobody else's do", async () => {
    const { visitor, passkey } = await enterWithPasskey(office);
    const path = `/api/passkeys/${passkey}`;
    expect((await visitor.send("PATCH", path, { name: " Laptop " })).status).toBe(204);
    expect((await visitor.get("/api/passkeys")).json.passkeys[0].name).toBe("Laptop");
    expect(await detailsOf("passkey.rename", passkey)).toEqual([{ passkey, name: "Laptop" }]);
    expect((await anna.send("PATCH", path, { name: "Mine" })).problem?.code).toBe("not_found");
    for (const name of ["", " ", "x".repeat(101), "a\0b"])
      expect((await visitor.send("PATCH", path, { name })).status).toBe(400);
  });

  test("are removed but for the last one", async () => {
    const { visitor, passkey } = await enterWithPasskey(office);
    const path = `/api/passkeys/${passkey}`;
    expect((await visitor.send("DELETE", path)).problem?.code).toBe("conflict");
    expect(
      await call(`purser.remove_passkey($1, $2, '1 year', ${record})`, visitor.proof, passkey),
    ).toBe("last");
    await enrolTrusted(visitor, "Second");
    expect((await anna.send("DELETE", path)).problem?.code).toBe("not_found");
    expect((await visitor.send("DELETE", path, {})).status).toBe(204);
    expect((await visitor.get("/api/passkeys")).json.passkeys).toMatchObject([{ name: "Second" }]);
    expect(await detailsOf("passkey.remove", passkey)).toEqual([{ passkey, name: "Key" }]);
  });

  test("stay while those that would be left are on hold: a stolen session does not shut the owner out", async () => {
    const { visitor, passkey } = await enterWithPasskey(office);
    const { json } = await enrol(visitor, makeAuthenticator(origin), "Somebody else's");
    const path = `/api/passkeys/${passkey}`;
    expect((await visitor.send("DELETE", path)).problem?.code).toBe("conflict");
    expect(
      await call(`purser.remove_passkey($1, $2, '1 year', ${record})`, visitor.proof, passkey),
    ).toBe("last");
    expect((await visitor.send("DELETE", `/api/passkeys/${json.id}`)).status).toBe(204);
  });

  test("of two that are removed at the same moment, one stays", async () => {
    const { visitor, passkey } = await enterWithPasskey(office);
    const second = await enrolTrusted(visitor, "Second");
    const replies = await Promise.all(
      [passkey, second].map((id) => visitor.send("DELETE", `/api/passkeys/${id}`)),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  test("are removed after a fresh proof alone, whatever the caller calls fresh", async () => {
    const { visitor, passkey, authenticator } = await enterWithPasskey(office);
    await enrolTrusted(visitor, "Second");
    const stale = await enter(office, {
      subject: visitor.subject,
      secondFactor: true,
      provenAgo: 11,
    });
    const path = `/api/passkeys/${passkey}`;
    expect((await stale.send("DELETE", path)).problem?.code).toBe(
      "insufficient_user_authentication",
    );
    expect(
      await call(`purser.remove_passkey($1, $2, '1 year', ${record})`, stale.proof, passkey),
    ).toBe("stale");
    const fresh = renewed(office, stale, await prove(stale, authenticator));
    expect((await fresh.send("DELETE", path)).status).toBe(204);
  });
});

describe("the waiting time", () => {
  test("is ended by somebody else who administers, and by nobody else", async () => {
    const { visitor, passkey } = await enterWithPasskey(office, { onHold: true });
    const path = `/api/passkeys/${passkey}/consent`;
    const [{ trustedFrom, enrolledAt }] = (await visitor.get("/api/passkeys")).json.passkeys;
    expect(Date.parse(trustedFrom) - Date.parse(enrolledAt)).toBeGreaterThan(23 * 3_600_000);

    expect((await visitor.send("POST", path, {})).problem?.code).toBe("forbidden");
    expect(
      await call(`purser.consent_to_passkey($1, $2, '1 hour', ${record})`, visitor.proof, passkey),
    ).toBe("own");
    const support = await enter(office, { role: "support", secondFactor: true });
    expect((await support.send("POST", path, {})).problem?.code).toBe("forbidden");
    const stale = await enter(office, { secondFactor: true, provenAgo: 11 });
    expect(
      await call(`purser.consent_to_passkey($1, $2, '1 year', ${record})`, stale.proof, passkey),
    ).toBe("stale");
    expect((await visitor.get("/api/passkeys")).json.passkeys[0].trustedFrom).toBe(trustedFrom);

    expect((await anna.send("POST", path, {})).status).toBe(204);
    const [after] = (await visitor.get("/api/passkeys")).json.passkeys;
    expect(Date.parse(after.trustedFrom)).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(await detailsOf("passkey.consent", passkey)).toEqual([
      { passkey, name: "Key", issuer, subject: visitor.subject },
    ]);
    expect((await anna.send("POST", path, {})).problem?.code).toBe("conflict");
  });
});

describe("a recovery", () => {
  async function ask(by: Visitor, subject: string) {
    return by.send("POST", "/api/passkeys/recoveries", {
      issuer,
      subject,
      reason: "lost the phone",
    });
  }
  const approve = (by: Visitor, id: string) =>
    by.send("POST", `/api/passkeys/recoveries/${id}/approve`, {});

  test("by two administrators removes the passkeys, ends the sessions and lets enrol anew", async () => {
    const { visitor } = await enterWithPasskey(office);
    const asked = await ask(anna, visitor.subject);
    expect(asked.status).toBe(201);
    const { id } = asked.json;
    const open = async (by: Visitor) =>
      (await by.get("/api/passkeys/people")).json.recoveries.find(
        (each: { id: string }) => each.id === id,
      );
    expect(await open(anna)).toMatchObject({ reason: "lost the phone", mayApprove: false });
    expect(await open(bert)).toMatchObject({
      subject: visitor.subject,
      name: `Person ${visitor.subject}`,
      askedBy: `Person ${anna.subject}`,
      mayApprove: true,
    });
    expect((await visitor.get("/api/me")).status).toBe(200);

    expect((await approve(bert, id)).status).toBe(204);
    expect((await visitor.get("/api/me")).problem?.code).toBe("session_ended");
    const entrant = await enter(office, { subject: visitor.subject });
    expect((await entrant.get("/auth/second-factor")).json).toMatchObject({
      hasPasskey: false,
      mayEnrol: true,
    });
    expect((await enrol(entrant, makeAuthenticator(origin))).status).toBe(201);
    expect(await open(bert)).toBeUndefined();
    expect((await approve(bert, id)).problem?.code).toBe("conflict");
  });

  test("is not one person's, nor the person's own", async () => {
    const carla = await enterWithPasskey(office);
    const own = { issuer, subject: carla.visitor.subject };
    expect((await ask(carla.visitor, own.subject)).problem?.code).toBe("forbidden");
    expect(
      await call(
        `purser.ask_passkey_recovery($1, $2, $3, 'x', '1 hour', ${record})`,
        carla.visitor.proof,
        issuer,
        own.subject,
      ),
    ).toBe("own");
    const { id } = (await ask(anna, own.subject)).json;
    const twin = await enter(office, { subject: anna.subject, secondFactor: true });
    for (const [by, outcome] of [
      [anna, "asker"],
      [twin, "asker"],
      [carla.visitor, "own"],
    ] as const) {
      expect((await approve(by, id)).problem?.code).toBe("forbidden");
      expect(
        await call(`purser.approve_passkey_recovery($1, $2, '1 hour', ${record})`, by.proof, id),
      ).toBe(outcome);
    }
    const support = await enter(office, { role: "support", secondFactor: true });
    expect((await approve(support, id)).problem?.code).toBe("forbidden");
    const stale = await enter(office, { secondFactor: true, provenAgo: 11 });
    expect((await approve(stale, id)).problem?.code).toBe("insufficient_user_authentication");
    expect(
      await call(`purser.approve_passkey_recovery($1, $2, '1 year', ${record})`, stale.proof, id),
    ).toBe("stale");
    expect((await carla.visitor.get("/api/passkeys")).json.passkeys).toHaveLength(1);
  });

  test("lapses after a day", async () => {
    const { visitor } = await enterWithPasskey(office);
    const late = (await ask(anna, visitor.subject)).json.id;
    const timely = (await ask(anna, visitor.subject)).json.id;
    await backdate(late, "24 hours 1 minute");
    await backdate(timely, "23 hours 59 minutes");
    expect((await approve(bert, late)).problem).toMatchObject({ code: "conflict" });
    expect((await visitor.get("/api/me")).status).toBe(200);
    expect((await approve(bert, timely)).status).toBe(204);
  });

  test("of somebody without passkeys, or that nobody asked for, is none", async () => {
    expect((await ask(anna, "nobody")).problem?.code).toBe("not_found");
    const { rows } = await office.admin.query(
      "select id from purser.event where kind = 'session.signIn' limit 1",
    );
    expect((await approve(bert, rows[0].id)).problem?.code).toBe("not_found");
  });

  test("is not asked for by what the log has as refused", async () => {
    const { visitor } = await enterWithPasskey(office);
    const forging = office.login.query(
      `select purser.record_refusal(p_secret => $1, p_id => gen_random_uuid(), p_kind => 'passkey.recover', p_code => null,
        p_actor => null, p_resource => null, p_keys => null,
        p_details => jsonb_build_object('issuer', $2::text, 'subject', $3::text, 'reason', 'forged'), p_request_id => 'direct',
        p_address => null, p_policy => 'test')`,
      [anna.proof, issuer, visitor.subject],
    );
    await expect(forging).rejects.toMatchObject({ code: "22004" });
  });

  test("leaves none to a session that is enrolling another at this moment", async () => {
    const { visitor } = await enterWithPasskey(office);
    const { id } = (await ask(anna, visitor.subject)).json;
    const offer = await visitor.send("POST", "/auth/passkeys/options", {});
    const approving = new pg.Client(office.adminUrl);
    await approving.connect();
    try {
      await approving.query("begin");
      const { rows } = await approving.query(
        `select purser.approve_passkey_recovery($1, $2, '10 minutes', ${record}) as outcome`,
        [bert.proof, id],
      );
      expect(rows).toEqual([{ outcome: "done" }]);
      const enrolling = visitor.send("POST", "/auth/passkeys", {
        token: offer.json.token,
        response: makeAuthenticator(origin).register(offer.json.options),
        name: "Second",
      });
      await untilBlocked(office);
      await approving.query("commit");
      expect((await enrolling).problem?.code).toBe("session_ended");
    } finally {
      await approving.end();
    }
    const { rows } = await office.admin.query("select from purser.passkey where subject = $1", [
      visitor.subject,
    ]);
    expect(rows).toEqual([]);
  });

  test("approved by two at the same moment is done once", async () => {
    const { visitor } = await enterWithPasskey(office);
    const { id } = (await ask(anna, visitor.subject)).json;
    const cora = await enter(office, { secondFactor: true });
    const replies = await Promise.all([approve(bert, id), approve(cora, id)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});

/** Another passkey of somebody's, whose waiting time is over. */
async function enrolTrusted(visitor: Visitor, name: string): Promise<string> {
  const { json } = await enrol(visitor, makeAuthenticator(origin), name);
  await office.admin.query("update purser.passkey set trusted_from = now() where id = $1", [
    json.id,
  ]);
  return json.id;
}

/** As only the database's superuser could. */
async function backdate(event: string, ago: string): Promise<void> {
  await office.admin.query("begin");
  await office.admin.query("alter table purser.event disable trigger append_only");
  await office.admin.query("update purser.event set at = at - $2::interval where id = $1", [
    event,
    ago,
  ]);
  await office.admin.query("alter table purser.event enable always trigger append_only");
  await office.admin.query("commit");
}
