import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

/** What an investigator finds in the log, and what a reader with fewer rights cannot find out by searching it. */
let office: TestOffice;
let admin: Visitor;
/** Reads the log, but not the customers' secrets. */
let partial: Visitor;
const made: { [what: string]: string } = {};

const customer = "/api/resources/customers/records/22";
const line = "/api/resources/order_lines/records/8,0";

const schema = `${shopSchema}
create table switches (name text primary key, is_on boolean not null, seen inet);
insert into switches values ('pump', false, '10.0.0.1');`;

beforeAll(async () => {
  office = await openOffice({
    schema,
    resources: {
      ...shopResources,
      customers: {
        access: {},
        ...shopResources.customers,
        fields: { ...shopResources.customers?.fields, name: { personal: true, mask: false } },
      },
      switches: { access: { admin: { read: true, update: true } } },
    },
    config: {
      roles: {
        viewer: { groups: ["viewers"], audit: true },
        support: { groups: ["supporters"] },
        editor: { groups: ["editors"] },
        admin: { groups: ["admins"], audit: true },
      },
    },
  });
  admin = await office.signIn("admin");
  partial = await office.signIn("viewer");
  made.renamed = await update(customer, { name: "Renamed", credit: "12.30" });
  made.noted = await update(customer, { note: "seen" });
  made.told = await update(customer, { secret: "told" });
  made.priced = await update(line, { price: "77.00" });
  made.switched = await update("/api/resources/switches/records/pump", {
    is_on: true,
    seen: "10.0.0.2",
  });
  // As a server leaves it that died in between.
  await office.admin.query(
    `insert into purser.intent (id, at, session_id, kind, resource, keys, policy)
      select gen_random_uuid(), now() - interval '2 minutes', id, 'record.update', 'customers', '[["5"]]', 'test' from purser.session limit 1`,
  );
  await partial.send("PATCH", customer, { values: { note: "x" } }, { "if-match": '"x"' });
});
afterAll(() => office.close());

async function update(path: string, values: { [field: string]: unknown }): Promise<string> {
  const { json } = await admin.get(path);
  const reply = await admin.send("PATCH", path, { values }, { "if-match": `"${json.version}"` });
  return reply.json.operation;
}

async function find(visitor: Visitor, query: { [name: string]: string }) {
  const reply = await visitor.get(`/api/audit?${new URLSearchParams({ limit: "200", ...query })}`);
  return { ...reply, entries: (reply.json.entries ?? []) as { [name: string]: string }[] };
}

describe("changes are found by a field and its value", () => {
  test.each([
    [
      "the value after, of a personal column",
      { resource: "customers", field: "name", value: "Renamed" },
      "renamed",
    ],
    [
      "the value before, of a personal column",
      { resource: "customers", field: "name", value: "Customer 22" },
      "renamed",
    ],
    [
      "a number spelt otherwise",
      { resource: "customers", field: "credit", value: "12.3" },
      "renamed",
    ],
    ["any change of the field", { resource: "customers", field: "note" }, "noted"],
    ["a consequence elsewhere", { resource: "orders", field: "total", key: "8" }, "priced"],
    ["a boolean", { resource: "switches", field: "is_on", value: "true" }, "switched"],
    ["an address", { resource: "switches", field: "seen", value: "10.0.0.2" }, "switched"],
  ] as const)("by %s", async (_, query, expected) => {
    const { entries } = await find(admin, query);
    expect(entries.map(({ id }) => id)).toEqual([made[expected]]);
  });

  test.each([
    ["another value", { resource: "customers", field: "name", value: "renamed" }],
    ["another record", { resource: "customers", key: "23", field: "name", value: "Renamed" }],
    ["another field", { resource: "customers", field: "email", value: "Renamed" }],
    ["the same field of another resource", { resource: "orders", field: "id", value: "22" }],
  ] as const)("and not by %s", async (_, query) => {
    expect((await find(admin, query)).entries).toEqual([]);
  });
});

describe("a search tells nobody of a field that they may not read", () => {
  test("who may read it finds the change", async () => {
    const { entries } = await find(admin, {
      resource: "customers",
      field: "secret",
      value: "told",
    });
    expect(entries.map(({ id }) => id)).toEqual([made.told]);
  });

  test("a hidden field is refused like one that does not exist", async () => {
    const replies = await Promise.all(
      ["secret", "nonesuch"].map((field) =>
        find(partial, { resource: "customers", field, value: "told" }),
      ),
    );
    const [hidden, unknown] = replies.map(({ status, problem }) => ({
      status,
      problem: { ...problem, requestId: "" },
    }));
    expect(hidden).toMatchObject({ status: 400, problem: { code: "unknown_field" } });
    expect(hidden).toEqual(unknown);
  });

  test("and so is a field of a hidden resource", async () => {
    const { status, problem } = await find(partial, { resource: "switches", field: "is_on" });
    expect([status, problem?.code]).toEqual([404, "not_found"]);
  });
});

describe("entries are told apart", () => {
  test("reads are left out when asked", async () => {
    const kinds = async (reads: string) =>
      new Set((await find(admin, { reads, outcome: "done" })).entries.map(({ kind }) => kind));
    expect(await kinds("yes")).toContain("record.read");
    const acts = await kinds("no");
    expect(acts).not.toContain("record.read");
    expect(acts).not.toContain("audit.list");
    expect([...acts]).toEqual(expect.arrayContaining(["record.update", "session.signIn"]));
  });

  test.each([
    ["done", "done"],
    ["refused", "refused"],
    ["none", null],
  ])("by the outcome %s", async (outcome, expected) => {
    const { entries } = await find(admin, { outcome });
    expect(new Set(entries.map((entry) => entry.outcome))).toEqual(new Set([expected]));
  });

  test.each(["operation", "event"])("by the type %s", async (type) => {
    const { entries } = await find(admin, { type });
    expect(new Set(entries.map((entry) => entry.type))).toEqual(new Set([type]));
  });
});

describe("what cannot be searched for is refused", () => {
  test.each([
    ["a value without its field", { resource: "customers", value: "x" }, "invalid_filter"],
    ["a field without its resource", { field: "name" }, "invalid_filter"],
    [
      "a value that the type does not take",
      { resource: "customers", field: "credit", value: "much" },
      "invalid_filter",
    ],
    [
      "a value that is no JSON where it must be",
      { resource: "order_lines", field: "line", value: "{" },
      "invalid_filter",
    ],
    ["an unknown outcome", { outcome: "maybe" }, "malformed_request"],
  ] as const)("%s", async (_, query, code) => {
    const { status, problem } = await find(admin, query);
    expect([status, problem?.code]).toEqual([400, code]);
  });
});
