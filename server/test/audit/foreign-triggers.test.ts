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
create trigger swallow_insert before insert on codes for each row when (new.label = 'swallowed') execute function swallow();
update codes set label = 'kept' where a = 'ü';
create table rules (id int primary key, label text);
insert into rules values (1, 'as it was');
create rule no_update as on update to rules do instead nothing;
create rule no_insert as on insert to rules do instead nothing;
`;

let office: TestOffice;
let admin: Visitor;

beforeAll(async () => {
  office = await openOffice({
    schema: shopSchema + triggers,
    resources: {
      ...shopResources,
      rules: { access: { admin: { read: true, create: true, update: true } } },
    },
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

async function create(resource: string, values: object) {
  const reply = await admin.send("POST", `/api/resources/${resource}/records`, { values });
  return [reply.status, reply.problem?.code ?? null];
}

async function countLog(): Promise<unknown> {
  const { rows } = await office.admin.query(
    "select (select count(*) from purser.operation)::int as operations, (select count(*) from purser.change)::int as changes",
  );
  return rows[0];
}

test.each([
  [
    "a trigger swallows",
    async () => [
      await send("PATCH", "codes/records/a,b", { values: { label: "swallowed" } }),
      await send("DELETE", "codes/records/~c3~bc,~7e"),
      await create("codes", { a: "new", b: "new", label: "swallowed" }),
    ],
    Array(3).fill([409, "write_ignored"]),
  ],
  [
    "a rule puts aside",
    async () => [
      await send("PATCH", "rules/records/1", { values: { label: "ignored" } }),
      await create("rules", { id: 2, label: "ignored" }),
    ],
    [
      [409, "write_ignored"],
      [409, "conflict"],
    ],
  ],
])("W2: a write that %s is not said to be done", async (_, attempt, answers) => {
  const before = await countLog();
  expect(await attempt()).toEqual(answers);
  expect(await countLog()).toEqual(before);
});

test("whoever's write was ignored is told by which table, and the log says that they tried", async () => {
  const address = "/api/resources/codes/records/a,b";
  const { json } = await admin.get(address);
  const { problem } = await admin.send(
    "PATCH",
    address,
    { values: { label: "swallowed" } },
    { "if-match": `"${json.version}"` },
  );
  expect(problem?.detail).toContain("public.codes");
  const { rows } = await office.admin.query(
    "select e.kind, e.code, e.keys, i.kind as intent from purser.event_act e join purser.intent i on i.id = e.operation_id where e.request_id = $1",
    [problem?.requestId],
  );
  expect(rows).toEqual([
    { kind: "record.update", code: "write_ignored", keys: [["a", "b"]], intent: "record.update" },
  ]);
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
