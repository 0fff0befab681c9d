import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { listDueMonths, retireMonths } from "../../src/audit/retention.ts";
import { openSealedOffice, type SealedOffice } from "../seal/office.ts";
import { withEachServer } from "../support/postgres.ts";

withEachServer((server) => {
  let office: SealedOffice;

  beforeAll(async () => {
    office = await openSealedOffice({ server });
  });
  afterAll(() => office.close());

  const config = (retention: { reads?: number; changes?: number }) => ({
    ...office.config,
    audit: { retention },
  });

  /** Anew for each test: months of long ago, with a read, a sign-in and a change of a personal value. */
  beforeEach(async () => {
    await office.admin.query(`
    drop table if exists purser.event_read_2020_01, purser.event_act_2020_01, purser.change_2020_01;
    create table purser.event_read_2020_01 partition of purser.event_read for values from ('2020-01-01Z') to ('2020-02-01Z');
    create table purser.event_act_2020_01 partition of purser.event_act for values from ('2020-01-01Z') to ('2020-02-01Z');
    create table purser.change_2020_01 partition of purser.change for values from ('2020-01-01Z') to ('2020-02-01Z');
    alter table purser.event_read_2020_01 owner to purser_owner;
    alter table purser.event_act_2020_01 owner to purser_owner;
    alter table purser.change_2020_01 owner to purser_owner;
    insert into purser.event (id, at, is_read, kind) values
      (gen_random_uuid(), '2020-01-10Z', true, 'record.list'), (gen_random_uuid(), '2020-01-11Z', true, 'record.list'),
      (gen_random_uuid(), '2020-01-12Z', false, 'session.signIn');
    insert into purser.change (at, relation, table_schema, table_name, verb, key, after, personal)
    select '2020-01-12Z', 0, 'public', 'customers', 'insert', '["1"]',
      json_build_object('name', (purser.commit_values('{Mira}', '{}', '{f}', 'public', 'customers', '["1"]'))[1]), '{name}'`);
  });

  async function exists(table: string): Promise<boolean> {
    const { rows } = await office.admin.query("select to_regclass($1) is not null as there", [
      `purser.${table}`,
    ]);
    return rows[0].there;
  }

  /** Other test files share the server: what ran there when the rows were written keeps a month from being proven. */
  async function outlastOthers(): Promise<void> {
    const { rows: now } = await office.admin.query("select pg_current_xact_id()::text as xid");
    await vi.waitFor(
      async () => {
        const { rows } = await office.admin.query(
          "select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as over",
          [now[0].xid],
        );
        expect(rows).toEqual([{ over: true }]);
      },
      { timeout: 25_000 },
    );
  }

  async function sealAndAnchor(): Promise<void> {
    await outlastOthers();
    await office.seal();
    await office.login.query(
      "select purser.record_anchoring(c.tree, c.number, 'folder', true) from purser.checkpoint c order by c.tree desc, c.number desc limit 1",
    );
  }

  const retire = () => retireMonths(office.ledger, uuidv7);

  describe("a month goes", () => {
    test("when it is past its life, sealed and anchored, and leaves a record of what it was", async () => {
      await office.migrate(config({ reads: 6 }));
      await sealAndAnchor();
      expect(await retire()).toMatchObject([
        { table: "event_read", month: "2020-01", sealed: [{ rows: 2 }] },
      ]);
      expect(await exists("event_read_2020_01")).toBe(false);
      expect(await exists("event_act_2020_01")).toBe(true);
      const { rows } = await office.admin.query(
        "select details from purser.event_act where kind = 'audit.retire' order by at desc limit 1",
      );
      expect(rows[0].details).toMatchObject({ month: "2020-01", sealed: [{ rows: "2" }] });
      expect(await retire()).toEqual([]);
    });

    test("with the personal values that its changes held, and no others", async () => {
      const { rows } = await office.admin.query(
        "select after ->> 'name' as name from purser.change_2020_01",
      );
      const held = "select value from purser.personal_value where commitment = decode($1, 'hex')";
      expect((await office.admin.query(held, [rows[0].name])).rows).toEqual([{ value: "Mira" }]);
      await office.admin.query(
        "select purser.commit_values('{Ada}', '{}', '{f}', 'public', 'customers', '[\"2\"]')",
      );
      await office.migrate(config({ changes: 12 }));
      await sealAndAnchor();
      expect((await retire()).map(({ table }) => table)).toEqual(["change", "event_act"]);
      expect((await office.admin.query(held, [rows[0].name])).rows).toEqual([]);
      const { rows: others } = await office.admin.query(
        "select value from purser.personal_value where key = '[\"2\"]'",
      );
      expect(others).toEqual([{ value: "Ada" }]);
      expect(await exists("event_read_2020_01")).toBe(true);
    });
  });

  describe("a month stays", () => {
    test.each([
      ["that no rule says anything about", async () => office.migrate(config({}))],
      [
        "that is not past its life",
        async () => {
          await office.migrate(config({ reads: 1200, changes: 1200 }));
          await sealAndAnchor();
        },
      ],
    ])("%s", async (_, prepare) => {
      await prepare();
      expect(await retire()).toEqual([]);
      expect(await listDueMonths(office.ledger)).toEqual([]);
    });

    test.each([
      ["that is not sealed", async () => {}],
      ["whose checkpoint is nowhere else", async () => void (await office.seal())],
      [
        "whose checkpoint an anchor contradicts",
        async () => {
          await office.seal();
          await office.login.query(
            "select purser.record_anchoring(c.tree, c.number, 'folder', false) from purser.checkpoint c order by c.number desc limit 1",
          );
        },
      ],
      [
        "that another system has not been given",
        async () => {
          await office.login.query(
            "select purser.advance_delivery('webhook', c.tree, c.number, 0) from purser.checkpoint c order by c.number limit 1",
          );
          await sealAndAnchor();
        },
      ],
    ])("%s", async (_, prepare) => {
      await office.migrate(config({ reads: 1, changes: 1 }));
      await prepare();
      expect(await retire()).toEqual([]);
      expect(await listDueMonths(office.ledger)).toEqual([
        "event_read 2020-01",
        "change 2020-01",
        "event_act 2020-01",
      ]);
    });

    test("while another process is at it", async () => {
      await office.migrate(config({ reads: 1 }));
      await sealAndAnchor();
      await office.admin.query("begin");
      await office.admin.query("select pg_advisory_xact_lock(hashtext('purser.retire_month'))");
      expect(await retire()).toEqual([]);
      await office.admin.query("commit");
      expect(await retire()).toHaveLength(1);
    });
  });

  test("Purser's login can neither shorten a life nor drop a month", async () => {
    for (const statement of [
      "insert into purser.retention values ('reads', 1)",
      "update purser.retention set months = 1",
      "drop table purser.event_read_2020_01",
      "alter table purser.event_read detach partition purser.event_read_2020_01",
      "delete from purser.delivery",
    ])
      await expect(office.login.query(statement)).rejects.toMatchObject({ code: "42501" });
  });
});
