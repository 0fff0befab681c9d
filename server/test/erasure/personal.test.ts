import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disclose, isOpening } from "../../src/audit/disclose.ts";
import { type Database, openDatabase } from "../../src/database/database.ts";
import { createPurser } from "../../src/purser.ts";
import type { TestOffice, Visitor } from "../support/purser.ts";
import { openPersonalShop, personal, personalShop } from "./office.ts";

let office: TestOffice;
let admin: Visitor;
let ledger: Database;

beforeAll(async () => {
  office = await openPersonalShop();
  admin = await office.signIn("admin");
  ledger = openDatabase({ url: office.config.database.url, connections: 1 });
});
afterAll(async () => {
  await ledger.end();
  await office.close();
});

async function change(key: string, values: Record<string, unknown>): Promise<string> {
  const path = `/api/resources/customers/records/${key}`;
  const { json } = await admin.get(path);
  const reply = await admin.send("PATCH", path, { values }, { "if-match": `"${json.version}"` });
  expect(reply.status).toBe(200);
  return reply.json.operation;
}

async function changeOf(operation: string) {
  const { rows } = await office.admin.query(
    "select id::text, before, after, personal from purser.change where operation_id = $1 order by id",
    [operation],
  );
  return rows[0];
}

describe("a personal column", () => {
  test("stands in the log as a commitment, and nothing else changes its form", async () => {
    const { before, after, personal } = await changeOf(
      await change("5", { name: "Mira", credit: "7.50" }),
    );
    expect(personal).toEqual(["name", "email", "note"]);
    expect([before.credit, after.credit]).toEqual(["5.00", "7.50"]);
    expect(before.name).toMatch(/^[0-9a-f]{64}$/);
    expect(after.name).toMatch(/^[0-9a-f]{64}$/);
    expect(before.name).not.toBe(after.name);
    expect([before.note, after.note]).toEqual([null, null]);
    const { rows } = await office.admin.query(
      "select count(*)::int as n from purser.change c where c::text like '%Mira%'",
    );
    expect(rows[0].n).toBe(0);
  });

  test("that did not change has the same commitment on both sides, and another one in the next change", async () => {
    const first = await changeOf(await change("6", { credit: "1.00" }));
    const second = await changeOf(await change("6", { credit: "2.00" }));
    expect(first.before.email).toBe(first.after.email);
    expect(second.before.email).not.toBe(first.before.email);
  });

  test("is read in clear by whoever may see it, in history and in the log", async () => {
    const operation = await change("7", { name: "Ada" });
    const { json: story } = await admin.get(`/api/audit/${operation}`);
    expect(story.changes[0]).toMatchObject({
      before: { name: "Customer 7", email: "c7@example.org", note: null },
      after: { name: "Ada", email: "c7@example.org", note: null },
      changed: ["name"],
      erased: [],
    });
    const { json } = await admin.get("/api/resources/customers/records/7/history");
    expect(json.history[0].change.after.name).toBe("Ada");
  });

  test("is found by its value in the log", async () => {
    const operation = await change("9", { name: "Hedy" });
    const { json } = await admin.get("/api/audit?resource=customers&field=name&value=Hedy");
    expect(json.entries.map(({ id }: { id: string }) => id)).toEqual([operation]);
  });

  test("can be disclosed alone, and the disclosure says no more than the commitment does", async () => {
    const { id, after } = await changeOf(await change("8", { name: "Grace" }));
    const [, disclosed] = await disclose(ledger, [{ change: id, field: "name" }]);
    if (!disclosed) throw new Error("nothing was disclosed");
    expect(disclosed).toMatchObject({ change: id, side: "after", value: "Grace" });
    expect(isOpening(disclosed, after.name)).toBe(true);
    expect(isOpening({ ...disclosed, value: "Eve" }, after.name)).toBe(false);
    const salt = disclosed.salt.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
    expect(isOpening({ ...disclosed, salt }, after.name)).toBe(false);
    for (const field of ["credit", "note"])
      expect(await disclose(ledger, [{ change: id, field }])).toEqual([]);
  });

  test("takes no part in a table that has none", async () => {
    const before = await office.admin.query("select count(*) from purser.personal_value");
    const path = "/api/resources/codes/records/a,b";
    const { json } = await admin.get(path);
    await admin.send(
      "PATCH",
      path,
      { values: { label: "x" } },
      { "if-match": `"${json.version}"` },
    );
    expect((await office.admin.query("select count(*) from purser.personal_value")).rows).toEqual(
      before.rows,
    );
  });
});

test("values are neither changed nor removed without a record, not even by a superuser", async () => {
  const attempts = [
    "update purser.personal_value set value = 'x'",
    "delete from purser.personal_value",
    "truncate purser.personal_value",
  ];
  for (const statement of attempts) {
    await expect(office.admin.query(statement)).rejects.toMatchObject({ code: "PU003" });
    await expect(office.login.query(statement)).rejects.toMatchObject({ code: "42501" });
  }
  const commit =
    "select purser.commit_values('{x}', '{}', '{f}', 'public', 'customers', '[\"1\"]')";
  await expect(office.login.query(commit)).rejects.toMatchObject({ code: "42501" });
});

test("a column that becomes personal leaves its table read-only until the next migration", async () => {
  const resources = {
    ...personalShop,
    codes: { access: {}, ...personalShop.codes, fields: { label: personal } },
  };
  const config = { ...office.config, resources };
  const denial = async () => {
    const purser = await createPurser(config);
    try {
      const request = new Request("http://localhost:4000/api/resources/codes/records/a,b", {
        method: "PATCH",
        headers: {
          cookie: admin.cookie,
          origin: "http://localhost:4000",
          "content-type": "application/json",
          "if-match": '"none"',
        },
        body: JSON.stringify({ values: { label: "x" } }),
      });
      return await (await purser.fetch(request)).text();
    } finally {
      await purser.stop();
    }
  };
  expect(await denial()).toMatch(/other columns are personal/);
  await office.migrate(config);
  expect(await denial()).toMatch(/version_stale/);
});

test.each([
  [
    "a part of the key",
    { codes: { access: {}, fields: { a: { personal: true } } } },
    "personal_key",
  ],
  [
    "a view",
    { open_orders: { access: {}, fields: { customer_id: { personal: true } } } },
    "personal_without_table",
  ],
])("%s cannot be personal", async (_, resources, id) => {
  await expect(createPurser({ ...office.config, resources, subjects: {} })).rejects.toMatchObject({
    problems: [{ id }],
  });
});
