import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHarbourOffice } from "../support/harbour-office.ts";
import type { TestOffice, Visitor } from "../support/purser.ts";

/** Somebody who works in support at the demo company, and a customer whom they may have to call. */
let office: TestOffice;
let support: Visitor;
let admin: Visitor;
let customer: {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
};

beforeAll(async () => {
  office = await openHarbourOffice();
  [support, admin] = await Promise.all([office.signIn("support"), office.signIn("admin")]);
  const { rows } = await office.admin.query(`
    select c.id::text, c.name, c.email::text, c.phone from customers as c
    where c.phone is not null and exists (select from orders as o where o.customer_id = c.id)
      and exists (select from tickets as t where t.customer_id = c.id)
    order by c.id limit 1`);
  customer = rows[0];
  // Something for the history and the log: the address changes, and changes back.
  for (const email of ["other@mail.example", customer.email]) {
    const { json } = await admin.get(`${records}/${customer.id}`);
    const { status } = await admin.send(
      "PATCH",
      `${records}/${customer.id}`,
      { values: { email }, reason: "They asked for it" },
      { "if-match": `"${json.version}"` },
    );
    expect(status).toBe(200);
  }
});
afterAll(() => office.close());

const records = "/api/resources/customers/records";
const filter = (field: string, operator: string, value: string) =>
  `${records}?filter=${encodeURIComponent(JSON.stringify([{ field, operator, value }]))}`;

describe("support sees pseudonyms of e-mail addresses and phones", () => {
  test.each<[string, () => string | Promise<string>]>([
    ["the grid", () => `${records}?sort=id&limit=200`],
    ["the record", () => `${records}/${customer.id}`],
    ["the history", () => `${records}/${customer.id}/history`],
    ["the record as it was", () => `${records}/${customer.id}/as-of?at=2100-01-01T00:00:00Z`],
    ["quick search by name", () => `${records}?search=${encodeURIComponent(customer.name)}`],
    ["a lookup", () => `/api/resources/customers/lookup?keys=${customer.id}`],
    [
      "a relation",
      async () => {
        const { json } = await support.get(
          `/api/resources/tickets/records?limit=1&filter=${encodeURIComponent(
            JSON.stringify([{ field: "customer_id", operator: "eq", value: customer.id }]),
          )}`,
        );
        return `/api/resources/tickets/records/${json.records[0].key}/related/customer`;
      },
    ],
    ["the OpenAPI document", () => "/api/openapi.json"],
    ["the description of the resources", () => "/api/resources"],
  ])("in %s", async (_, path) => {
    const reply = await support.get(await path());
    expect(reply.status).toBe(200);
    expect(reply.text).not.toContain(customer.email);
    expect(reply.text).not.toContain("other@mail.example");
    expect(reply.text).not.toContain(customer.phone);
  });

  test("and so does whoever reads the audit log, of phones", async () => {
    const { json } = await admin.get("/api/audit?kind=record.update");
    const entry = await admin.get(`/api/audit/${json.entries[0].id}`);
    expect(entry.text).toContain(customer.email);
    expect(entry.text).not.toContain(customer.phone);
  });

  test("the same one each time", async () => {
    const { json: one } = await support.get(`${records}/${customer.id}`);
    const { json: listed } = await support.get(filter("id", "eq", customer.id));
    expect(one.masked).toEqual(expect.arrayContaining(["email", "phone"]));
    expect(one.values.email).toMatch(/^[0-9a-v]{12}$/);
    expect(listed.records[0].values).toMatchObject({
      email: one.values.email,
      phone: one.values.phone,
    });
  });
});

describe("support finds a customer by the whole address, and by nothing less", () => {
  test("typed in full", async () => {
    const { json } = await support.get(filter("email", "eq", customer.email));
    expect(json.records.map(({ key }: { key: string }) => key)).toEqual([customer.id]);
    const searched = await support.get(`${records}?search=${encodeURIComponent(customer.email)}`);
    expect(searched.json.records.map(({ key }: { key: string }) => key)).toEqual([customer.id]);
  });

  test.each(["startswith", "contains", "gt", "ne"])("not by %s", async (operator) => {
    const { status, problem } = await support.get(
      filter("email", operator, customer.email.slice(0, 5)),
    );
    expect([status, problem?.code]).toEqual([400, "field_not_filterable"]);
  });
});

describe("a reveal", () => {
  const reveal = (body: object) => support.send("POST", `${records}/${customer.id}/reveal`, body);

  test("without a reason is refused", async () => {
    const { problem } = await reveal({ fields: ["email"] });
    expect(problem?.code).toBe("reason_required");
  });

  test("with one shows it for five minutes, and is in the reviewer's queue", async () => {
    const before = Date.now();
    const { status, json } = await reveal({
      fields: ["email", "phone"],
      reason: { kind: "Support request", text: "They cannot sign in" },
    });
    expect([status, json.values]).toEqual([200, { email: customer.email, phone: customer.phone }]);
    const seconds = (Date.parse(json.expiresAt) - before) / 1_000;
    expect(Math.abs(seconds - 300)).toBeLessThan(60);
    const queue = await admin.get("/api/reviews?state=open");
    expect(queue.text).toContain("They cannot sign in");
    expect(queue.text).not.toContain(customer.phone);
  });
});
