import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sources } from "../../src/audit/record/source.ts";
import { seal } from "../../src/audit/seal/seal.ts";
import { openDatabase } from "../../src/database/database.ts";
import { hold, release, untilStanding } from "../faults/standing-still.ts";
import { withEachServer } from "../support/postgres.ts";
import { oldestVersion } from "../support/postgres-server.ts";
import type { Visitor } from "../support/purser.ts";
import {
  beginOperation,
  changeOrders,
  endOperation,
  newKey,
  openSealedOffice,
  type SealedOffice,
  verifyText,
} from "./office.ts";

withEachServer((server) => {
  let office: SealedOffice;
  let visitor: Visitor;

  beforeAll(async () => {
    office = await openSealedOffice({ server });
    visitor = await office.signIn("admin");
  });
  afterAll(() => office.close());

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client(office.config.database.url);
    await client.connect();
    return client;
  }

  /** Rows of the log, and the leaf that the tree begins with. */
  async function countRecords(): Promise<number> {
    const counts = sources.map(({ table }) => `(select count(*) from purser.${table})`).join(" + ");
    const { rows } = await office.admin.query(`select (${counts} + 1)::int as count`);
    return rows[0].count;
  }

  async function sealedSize(): Promise<number> {
    const { rows } = await office.admin.query(
      "select max(size)::int as size from purser.checkpoint",
    );
    return rows[0].size;
  }

  describe("every row of the log is sealed exactly once", () => {
    test("W9: with twelve writers, savepoints and rollbacks, and two sealers beside them", async () => {
      const clients = await Promise.all(Array.from({ length: 12 }, connect));
      const second = openDatabase({ url: office.config.database.url, connections: 1 });
      let isWriting = true;
      const options = { keys: [office.key], heartbeatSeconds: 3_600, leastSeconds: 0 };
      const sealing = [office.ledger, second].map(async (ledger) => {
        while (isWriting) await seal(ledger, options);
      });
      const results = await Promise.all(
        clients.map(async (client, writer) => {
          for (let round = 0; round < 25; round += 1) await write(client, writer, round);
        }),
      );
      isWriting = false;
      await Promise.all(sealing);
      await office.seal();
      await second.end();
      await Promise.all(clients.map((client) => client.end()));
      expect(results).toHaveLength(12);
      expect(await sealedSize()).toBe(await countRecords());
      expect((await office.verify(await office.export())).fault).toBeNull();
      const { rows } = await office.admin.query(
        "select count(*)::int as count from purser.checkpoint",
      );
      expect(rows[0].count).toBeGreaterThan(3);
    });

    async function write(client: pg.Client, writer: number, round: number): Promise<void> {
      const id = await beginOperation(client, visitor);
      await client.query("update orders set total = total + 1 where id = $1", [
        1 + writer * 20 + (round % 20),
      ]);
      await client.query("savepoint half");
      await client.query(
        "select purser.record_refusal($1, gen_random_uuid(), 'test', 'test', null, null, null, null, null, null, null)",
        [visitor.proof],
      );
      if (round % 3 === 0) await client.query("rollback to half");
      if (round % 5 === 0) await client.query("rollback");
      else await endOperation(client, id);
    }

    test("a transaction that stays open holds nothing up, and is sealed when it ends", async () => {
      const [slow, quick] = await Promise.all([connect(), connect()]);
      const id = await beginOperation(slow, visitor);
      await slow.query("update orders set total = total + 1 where id = 290");
      await office.seal();
      await changeOrders(quick, visitor, "id = 291");
      const before = await sealedSize();
      expect(await office.seal()).toBe("sealed");
      expect(await sealedSize()).toBe(before + 3);
      await changeOrders(quick, visitor, "id = 292");
      await endOperation(slow, id);
      await changeOrders(quick, visitor, "id = 293");
      await office.seal();
      expect(await sealedSize()).toBe(await countRecords());
      expect((await office.verify(await office.export())).fault).toBeNull();
      await Promise.all([slow.end(), quick.end()]);
    });

    test("W9: a sealer that is held up between its look and its turn seals nothing again", async () => {
      // What one connection takes for the sealers' lock waits first, and by then that sealer's snapshot is taken.
      await office.admin.query(`
      create schema slow;
      grant usage on schema slow to public;
      create function slow.pg_try_advisory_xact_lock(p_key integer) returns boolean language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(4711);
        return pg_catalog.pg_try_advisory_xact_lock(p_key);
      end $$`);
      const slow = openDatabase({
        url: office.config.database.url,
        connections: 1,
        settings: { search_path: "slow, pg_catalog", lock_timeout: "1min" },
      });
      await hold(office);
      const held = seal(slow, { keys: [office.key], heartbeatSeconds: 0, leastSeconds: 0 });
      await untilStanding(office, 1);
      await office.signIn("viewer");
      expect(await office.seal()).toBe("sealed");
      await release(office);
      expect(await held).toBe("busy");
      await office.seal({ heartbeatSeconds: 0 });
      expect(await sealedSize()).toBe(await countRecords());
      expect((await office.verify(await office.export())).fault).toBeNull();
      await slow.end();
    });

    test.runIf(server.version > oldestVersion)(
      "an operation of 100,000 rows",
      async () => {
        await office.admin.query(
          "insert into orders (id, customer_id) select i, 1 + i % 60 from generate_series(1000001, 1100000) i",
        );
        await office.login.query("set statement_timeout = '5min'");
        await changeOrders(office.login, visitor, "id > 1000000");
        const before = process.memoryUsage().rss;
        await office.seal();
        expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
        expect(await sealedSize()).toBe(await countRecords());
        const verdict = await office.verify(await office.export());
        expect(verdict.fault).toBeNull();
      },
      120_000,
    );
  });

  describe("checkpoints", () => {
    const next = newKey("harbour.example/next");

    test("are made when idle too, and then over the same tree", async () => {
      await office.seal();
      expect(await office.seal()).toBe("idle");
      const size = await sealedSize();
      expect(await office.seal({ heartbeatSeconds: 0 })).toBe("sealed");
      expect(await sealedSize()).toBe(size);
      expect(await office.seal({ leastSeconds: 60 })).toBe("early");
    });

    test("are signed by both keys where the key changes", async () => {
      await office.seal({ keys: [next, office.key], heartbeatSeconds: 0 });
      await office.seal({ keys: [next, office.key], heartbeatSeconds: 0 });
      const notes = (await office.checkpoints()).slice(-2).map(({ note }) => note);
      expect(notes.map((note) => note.match(/^— /gm)?.length)).toEqual([2, 1]);
      const text = await office.export(undefined, undefined, next);
      const both = await verifyText(text, [office.key, next]);
      expect([both.fault, both.notices]).toEqual([null, []]);
      expect((await verifyText(text, [next])).fault?.code).toBe("untrusted_checkpoint");
      await office.seal({ keys: [office.key, next], heartbeatSeconds: 0 });
    });

    test("by a key that nobody handed over to are told apart from those of a thief by whom one trusts", async () => {
      const other = newKey("harbour.example/thief");
      await office.seal({ keys: [other], heartbeatSeconds: 0 });
      const text = await office.export();
      expect((await verifyText(text, [office.key, next])).fault?.code).toBe("untrusted_checkpoint");
      const trusting = await verifyText(text, [office.key, next, other]);
      expect(trusting.notices.map(({ code }) => code)).toContain("key_changed");
    });
  });
});
