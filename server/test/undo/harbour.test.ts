import { afterAll, beforeAll, expect, test } from "vitest";
import { openHarbourOffice } from "../support/harbour-office.ts";
import type { TestOffice, Visitor } from "../support/purser.ts";
import { bytesOf, change, undo } from "./office.ts";

let office: TestOffice;
let admin: Visitor;

beforeAll(async () => {
  office = await openHarbourOffice();
  admin = await office.signIn("admin");
});
afterAll(() => office.close());

const tables = [
  "customers",
  "addresses",
  "orders",
  "order_lines",
  "payments",
  "refunds",
  "tickets",
  "ticket_messages",
  "fraud_reviews",
  "events",
];

test.each([
  [
    "an order with its lines, payments, refunds, reviews and tickets",
    "orders",
    "",
    `select o.id from orders o where exists (select from order_lines where order_id = o.id)
      and exists (select from payments p join refunds r on r.payment_id = p.id where p.order_id = o.id)
      and exists (select from tickets where order_id = o.id) order by o.id limit 1`,
    ["orders", "order_lines", "payments", "refunds", "tickets"],
  ],
  [
    "a customer with addresses, tickets, messages, events and a password",
    "customers",
    // Who has orders cannot be deleted.
    `delete from orders where customer_id = (select customer_id from tickets order by 1 limit 1);
      update events set customer_id = (select customer_id from tickets order by 1 limit 1) where id < 4`,
    "select customer_id as id from tickets order by 1 limit 1",
    ["customers", "addresses", "tickets", "ticket_messages", "events"],
  ],
])(
  "%s: deleted and undone, every row is identical",
  async (_, resource, prepare, find, touched) => {
    await office.admin.query(prepare);
    const { rows } = await office.admin.query(find);
    const before = await bytesOf(office, tables);
    const deleted = await change(admin, `${resource}/records/${rows[0].id}`, null);
    expect(deleted.problem).toBeNull();
    const without = await bytesOf(office, tables);
    for (const table of touched)
      expect([table, without[table]]).not.toEqual([table, before[table]]);
    expect((await undo(admin, deleted.json.operation)).problem).toBeNull();
    expect(await bytesOf(office, tables)).toEqual(before);
  },
);
