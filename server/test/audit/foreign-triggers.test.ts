import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

/** Triggers of the application that do something else with a write than was asked for. */
const triggers = `
create table late_notes (id bigint, note text);
create function note_late() returns trigger language plpgsql security definer as $$
begin insert into late_notes values (new.id, new.note); return null; end $$;
create constraint trigger note_late after update on customers deferrable initially deferred
  for each row when (new.name = 'Late') execute function note_late();

create function swallow() returns trigger language plpgsql as $$
begin return null; end $$;
create trigger swallow_update before update on codes for each row when (new.label = 'swallowed') execute function swallow();
create trigger swallow_delete before delete on codes for each row when (old.label = 'kept') execute function swallow();
update codes set label = 'kept' where a = 'ü';
`;

let office: TestOffice;
let admin: Visitor;

beforeAll(async () => {
  office = await openOffice({
    schema: shopSchema + triggers,
    resources: shopResources,
    purser: { log: pino({ level: "silent" }) },
  });
  admin = await office.signIn("admin");
});
afterAll(() => office.close());

async function send(method: "PATCH" | "DELETE", path: string, body?: object) {
  const address = `/api/resources/${path}`;
  const { json } = await admin.get(address);
  const reply = await admin.send(method, address, body, { "if-match": `"${json.version}"` });
  return [reply.status, reply.problem?.code ?? null];
}

async function countLog(): Promise<unknown> {
  const { rows } = await office.admin.query(
    "select (select count(*) from purser.operation)::int as operations, (select count(*) from purser.change)::int as changes",
  );
  return rows[0];
}

test("W2: a write that a trigger swallows is not said to be done", async () => {
  const before = await countLog();
  const update = await send("PATCH", "codes/records/a,b", { values: { label: "swallowed" } });
  const remove = await send("DELETE", "codes/records/~c3~bc,~7e");
  expect([update, remove]).toEqual([
    [500, "internal"],
    [500, "internal"],
  ]);
  expect(await countLog()).toEqual(before);
});

test("W8: a write that is deferred to the commit, where no trigger of ours sees it, undoes the operation", async () => {
  expect(await send("PATCH", "customers/records/40", { values: { name: "Late" } })).toEqual([
    409,
    "unaudited_write",
  ]);
  const { rows } = await office.admin.query(
    "select (select count(*) from late_notes)::int as notes, name from customers where id = 40",
  );
  expect(rows).toEqual([{ notes: 0, name: "Customer 40" }]);
});
