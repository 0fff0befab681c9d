import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eraseSubject } from "../../src/audit/erase.ts";
import { leafHash } from "../../src/audit/merkle/hash.ts";
import { printRecord, recordOf } from "../../src/audit/record/record.ts";
import { sources } from "../../src/audit/record/source.ts";
import { compileSubjects, type Subject } from "../../src/audit/subject.ts";
import { readCatalog } from "../../src/catalog/read.ts";
import { type Database, openDatabase, outputSettings } from "../../src/database/database.ts";
import { withEachServer } from "../support/postgres.ts";
import type { TestOffice, Visitor } from "../support/purser.ts";
import { openPersonalShop, personalShop, subjects } from "./office.ts";

withEachServer((server) => {
  let office: TestOffice;
  let visitor: Visitor;
  let admin: Database;
  let customer: Subject;

  beforeAll(async () => {
    office = await openPersonalShop({ server });
    visitor = await office.signIn("admin");
    admin = openDatabase({ url: office.adminUrl, connections: 1, settings: outputSettings });
    const compiled = compileSubjects(await readCatalog(admin), {
      subjects,
      resources: personalShop,
    });
    const [first] = compiled.subjects;
    if (!first) throw new Error("the shop has no subject");
    customer = first;
  });
  afterAll(async () => {
    await admin.end();
    await office.close();
  });

  async function send(method: "PATCH" | "DELETE", path: string, values?: Record<string, unknown>) {
    const { json } = await visitor.get(`/api/resources/${path}`);
    const reply = await visitor.send(method, `/api/resources/${path}`, values ? { values } : {}, {
      "if-match": `"${json.version}"`,
    });
    expect(reply.status).toBe(200);
    return reply.json.operation as string;
  }

  function erase(key: string, operation = uuidv7(), connection = admin) {
    return eraseSubject(connection, {
      subject: customer,
      key: [key],
      reason: "asked for by letter",
      operation,
      policy: "test",
    });
  }

  /** Hash of every change's record, as it is sealed. */
  async function leaves(): Promise<readonly string[]> {
    const columns = sources.find(({ table }) => table === "change")?.columns ?? [];
    const { rows } = await admin.run({
      text: `select ${columns.join(", ")} from purser.change order by id`,
      values: [],
    });
    return rows.map((row) => leafHash(printRecord(recordOf("change", row))).toString("hex"));
  }

  async function valuesOf(key: string): Promise<number> {
    const { rows } = await office.admin.query(
      "select count(*)::int as n from purser.personal_value where table_name = 'customers' and key = $1",
      [JSON.stringify([key])],
    );
    return rows[0].n;
  }

  test("everything that the log holds of a person goes, of others nothing, and every leaf stays as it is", async () => {
    const renamed = await send("PATCH", "customers/records/10", {
      name: "Mira",
      note: "calls at noon",
    });
    await send("PATCH", "customers/records/11", { name: "Somebody else" });
    await send("PATCH", "order_lines/records/9,0", { sku: "gift" });
    const [before, others] = [await leaves(), await valuesOf("11")];
    const operation = uuidv7();

    expect(await erase("10", operation)).toEqual([
      { schema: "public", table: "customers", records: 1, values: 4 },
      { schema: "public", table: "orders", records: 5, values: 0 },
      { schema: "public", table: "order_lines", records: 15, values: 2 },
    ]);

    expect(await leaves()).toEqual(before);
    expect(await valuesOf("10")).toBe(0);
    expect(await valuesOf("11")).toBe(others);
    const { json } = await visitor.get(`/api/audit/${renamed}`);
    expect(json.changes[0]).toMatchObject({
      before: { name: null, email: null, note: null, credit: "10.00" },
      after: { name: null, email: null, note: null },
      changed: ["name", "note"],
      erased: ["name", "email", "note"],
    });
    const { rows } = await office.admin.query(
      "select o.kind, o.reason, o.keys, o.authority, u.details from purser.operation o join purser.outcome u on u.operation_id = o.id where o.id = $1",
      [operation],
    );
    expect(rows).toMatchObject([
      {
        kind: "audit.eraseSubject",
        reason: "asked for by letter",
        keys: [["10"]],
        authority: "system",
        details: [{ table: "customers", values: 4 }, { table: "orders" }, { table: "order_lines" }],
      },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/Mira|noon|gift/);
  });

  test("rows that are long gone are found, also those that went with a cascade or had another key", async () => {
    await office.admin.query(`
    insert into customers (id, name, email) values (500, 'Gone', 'gone@example.org');
    insert into orders (id, customer_id) values (9000, 500);
    insert into order_lines values (9000, 1, 'kept secret', 1)`);
    await send("PATCH", "customers/records/500", { note: "first key" });
    const path = "/api/resources/customers/records/500";
    await moveKey("500", "501");
    await send("DELETE", "customers/records/501");
    expect((await visitor.get(path)).status).toBe(404);
    expect(await valuesOf("500")).toBeGreaterThan(0);
    expect(await valuesOf("501")).toBeGreaterThan(0);

    const erased = await erase("501");
    expect(erased).toMatchObject([{ records: 2 }, { records: 1 }, { records: 1 }]);
    expect([await valuesOf("500"), await valuesOf("501")]).toEqual([0, 0]);
    const { rows } = await office.admin.query(
      "select count(*)::int as n from purser.personal_value where value = 'kept secret'",
    );
    expect(rows[0].n).toBe(0);
  });

  /** By Purser's login, as an action would. */
  async function moveKey(from: string, to: string): Promise<void> {
    const operation = uuidv7();
    await office.admin.query("grant update (id) on customers to current_user");
    await office.admin.query(`grant update on customers to ${office.login.user}`);
    await office.login.query("begin");
    await office.login.query(
      "select purser.begin_operation($1, 'session', $2, 'record.update', 'customers', 'public', 'customers', $3, null, null, null, 'test')",
      [operation, visitor.proof, JSON.stringify([[from]])],
    );
    await office.login.query("update customers set id = $2 where id = $1", [from, to]);
    await office.login.query("select purser.end_operation($1)", [operation]);
    await office.login.query("commit");
  }

  test("a second time it finds nothing, and says so in the log all the same", async () => {
    await send("PATCH", "customers/records/12", { name: "Twice" });
    expect((await erase("12"))[0]).toMatchObject({ values: 3 });
    const again = uuidv7();
    expect((await erase("12", again))[0]).toMatchObject({ values: 0 });
    const { rows } = await office.admin.query("select kind from purser.operation where id = $1", [
      again,
    ]);
    expect(rows).toEqual([{ kind: "audit.eraseSubject" }]);
  });

  test("Purser's own login cannot erase: neither the function nor the authority is its own", async () => {
    await send("PATCH", "customers/records/13", { name: "Stays" });
    const erasing = "select purser.erase_personal(gen_random_uuid(), '[]')";
    await expect(office.login.query(erasing)).rejects.toMatchObject({ code: "42501" });
    const system =
      "select purser.begin_operation(gen_random_uuid(), 'system', null, 'audit.eraseSubject', null, 'public', 'customers', '[]', 'x', null, null, 'x')";
    await expect(office.login.query(system)).rejects.toMatchObject({ code: "42501" });
    expect(await valuesOf("13")).toBeGreaterThan(0);
  });

  test("whoever may migrate may erase without being a superuser, and is no more afterwards than before", async () => {
    await send("PATCH", "customers/records/16", { name: "Also erased" });
    const chief = `chief_${office.login.user}`;
    // Before PostgreSQL 16, whoever may create roles may grant every one of them.
    const options = server.version < 16 ? "" : "with admin true, inherit false, set false";
    await office.admin.query(`
    create role ${chief} login createrole password 'chief';
    ${options && `grant purser_owner to ${chief} ${options};`}
    grant select on all tables in schema public to ${chief}`);
    const url = new URL(office.adminUrl);
    url.username = chief;
    url.password = "chief";
    const asChief = openDatabase({ url: url.href, connections: 1, settings: outputSettings });
    try {
      const [erased] = await erase("16", uuidv7(), asChief);
      expect(erased).toMatchObject({ table: "customers", values: 3 });
      const { rows } = await asChief.run({
        text: "select pg_has_role('purser_owner', 'usage')",
        values: [],
      });
      expect(rows).toEqual([["f"]]);
    } finally {
      await asChief.end();
      await office.admin.query(`drop owned by ${chief}; drop role ${chief}`);
    }
  });

  test("without its record nothing goes: where it cannot be written, all is as before", async () => {
    await send("PATCH", "customers/records/14", { name: "Kept" });
    await office.admin.query(
      "alter table purser.outcome add constraint no_record check (details is null) not valid",
    );
    await expect(erase("14")).rejects.toMatchObject({ constraint: "no_record" });
    await office.admin.query("alter table purser.outcome drop constraint no_record");
    expect(await valuesOf("14")).toBeGreaterThan(0);
  });

  test.each([
    [{ who: { resource: "nobody" } }, "unknown_table"],
    [{ who: { resource: "customers", paths: [["orders", "customer"]] } }, "unknown_column"],
    [{ who: { resource: "order_lines", paths: [["orders", "id"]] } }, "path_to_composite_key"],
  ])("a subject that leads nowhere is told: %j", async (wrong, id) => {
    const { problems } = compileSubjects(await readCatalog(admin), {
      subjects: wrong,
      resources: personalShop,
    });
    expect(problems).toMatchObject([{ id }]);
  });
});
