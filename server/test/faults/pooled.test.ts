import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openSealedOffice, type SealedOffice } from "../seal/office.ts";
import { findPgbouncer } from "../support/pgbouncer.ts";
import type { Visitor } from "../support/purser.ts";
import { reportSkipped } from "../support/skipped.ts";
import { change, undo } from "../undo/office.ts";

const hasPgbouncer = await findPgbouncer();
if (!hasPgbouncer) await reportSkipped("PgBouncer: a pooler between Purser and its database");

/** L5: one transaction after another runs in any of PostgreSQL's connections, of which there are fewer than ours. */
describe.skipIf(!hasPgbouncer)("through PgBouncer in transaction mode", () => {
  let office: SealedOffice;
  let admin: Visitor;

  beforeAll(async () => {
    office = await openSealedOffice({ pooled: true });
    admin = await office.signIn("admin");
  });
  afterAll(() => office.close());

  const versionOf = async (path: string) => (await admin.get(path)).json.version;

  test("there really is one in between", async () => {
    // Of our three connections, all in use at once.
    const backend = { text: "select pg_backend_pid() from pg_sleep(0.2)", values: [] };
    const found = await Promise.all([1, 2, 3].map(() => office.ledger.run(backend)));
    expect(new Set(found.map(({ rows }) => rows[0]?.[0])).size).toBe(2);
  });

  test("lists turn their pages, filter, search, count and follow relations, many at once", async () => {
    const pages = async () => {
      const ids: string[] = [];
      for (let after: string | null = ""; after !== null; ) {
        const query = `sort=-placed_at&limit=70&count=exact${after && `&after=${after}`}`;
        const { status, json } = await admin.get(`/api/resources/orders/records?${query}`);
        expect(status).toBe(200);
        ids.push(...json.records.map(({ key }: { key: string }) => key));
        after = json.page.next;
      }
      return new Set(ids).size;
    };
    expect(await Promise.all([pages(), pages(), pages(), pages()])).toEqual([300, 300, 300, 300]);
    const paid = encodeURIComponent(
      JSON.stringify([{ field: "status", operator: "eq", value: "paid" }]),
    );
    for (const path of [
      `orders/records?filter=${paid}`,
      "customers/records?search=Customer",
      "customers/records/7/related/orders",
    ]) {
      const { status, json } = await admin.get(`/api/resources/${path}`);
      expect([path, status]).toEqual([path, 200]);
      expect(json.records.length).toBeGreaterThan(0);
    }
  });

  test("W2, W3: of editors who race for one record one wins, and the log has just that", async () => {
    const path = "/api/resources/orders/records/12";
    const version = { "if-match": `"${await versionOf(path)}"` };
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        admin.send("PATCH", path, { values: { total: `${n}.50` } }, version),
      ),
    );
    const statuses = replies.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 409, 412, 429].includes(status))).toEqual([]);
    const { json } = await admin.get(`${path}/history`);
    expect(json.history).toHaveLength(1);
    expect(json.history[0].change.changed).toEqual(["total"]);
  });

  test("W7: a delete takes its cascade into one operation, and is undone as one", async () => {
    const before = await office.admin.query(
      "select (select count(*) from orders) as orders, (select count(*) from order_lines) as lines",
    );
    const gone = await change(admin, "customers/records/30", null);
    expect(gone.status).toBe(200);
    const { operation } = gone.json;
    const { rows } = await office.admin.query(
      "select distinct table_name from purser.change where operation_id = $1 order by 1",
      [operation],
    );
    expect(rows.map(({ table_name }) => table_name)).toEqual([
      "customers",
      "order_lines",
      "orders",
    ]);
    expect((await undo(admin, operation)).status).toBe(200);
    const after = await office.admin.query(
      "select (select count(*) from orders) as orders, (select count(*) from order_lines) as lines",
    );
    expect(after.rows).toEqual(before.rows);
  });

  test("what is asked for again under one key is done once", async () => {
    const key = { "idempotency-key": randomUUID() };
    const values = { id: "900001", name: "Twice" };
    const create = () => admin.send("POST", "/api/resources/customers/records", { values }, key);
    const replies = await Promise.all([create(), create(), create()]);
    expect(replies.some(({ status }) => status === 201)).toBe(true);
    const { rows } = await office.admin.query(
      "select count(*)::int as n from purser.change where table_name = 'customers' and verb = 'insert' and after ->> 'id' = '900001'",
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  test("a session that ends is over in every one of its connections", async () => {
    const ada = await office.signIn("editor");
    expect((await ada.get("/api/me")).status).toBe(200);
    const own = await ada.get("/api/sessions");
    await ada.send("DELETE", `/api/sessions/${own.json.sessions[0].id}`);
    const again = await Promise.all(
      Array.from({ length: 6 }, () => ada.get("/api/resources/orders/records")),
    );
    expect(again.map(({ problem }) => problem?.code)).toEqual(Array(6).fill("session_ended"));
  });

  test("L2: when a client leaves, PostgreSQL stops working for it", async () => {
    const waiting = async () => {
      const { rows } = await office.admin.query(
        "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rows[0].n;
    };
    await office.admin.query("begin; lock table codes");
    try {
      const leaving = new AbortController();
      const request = new Request(`${office.config.origin}/api/resources/codes/records`, {
        headers: { cookie: admin.cookie },
        signal: leaving.signal,
      });
      const answer = office.purser.fetch(request);
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 1_500 });
      leaving.abort();
      // Well before the limit on waiting for a lock.
      await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 700 });
      await answer;
    } finally {
      await office.admin.query("rollback");
    }
  });

  test("W9: writers and a sealer side by side: all that was committed is sealed once", async () => {
    const editors: Visitor[] = [];
    while (editors.length < 12) editors.push(await office.signIn("editor"));
    const writers = editors.map(async (editor, writer) => {
      for (let round = 0; round < 3; round += 1) {
        const reply = await change(editor, `orders/records/${100 + writer}`, {
          total: `${round + 1}.00`,
        });
        expect(reply.status).toBe(200);
      }
    });
    const sealing = (async () => {
      for (let round = 0; round < 5; round += 1) await office.seal();
    })();
    await Promise.all([...writers, sealing]);
    await office.seal();
    expect((await office.verify(await office.export())).fault).toBeNull();
    const { rows } = await office.admin.query(
      "select count(*)::int as n from purser.change where table_name = 'orders' and (after ->> 'id')::int >= 100 and (after ->> 'id')::int < 112",
    );
    expect(rows).toEqual([{ n: 36 }]);
  });
});
