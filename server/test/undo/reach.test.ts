import { afterAll, beforeAll, expect, test } from "vitest";
import { openRegions } from "../audit/regions.ts";
import type { TestOffice, Visitor } from "../support/purser.ts";
import { change, operate, planOf, undo } from "./office.ts";

/** Nobody takes back what they could not have done, nor sees by it what they could not have seen. */
let office: TestOffice;
let admin: Visitor;
let clerk: Visitor;

beforeAll(async () => {
  office = await openRegions();
  admin = await office.signIn("admin");
  clerk = await office.signInWith({ regions: ["eu"] }, "clerk");
});
afterAll(() => office.close());

function edit(assignment: string): Promise<string> {
  return operate(office, admin, "accounts", `update accounts set ${assignment}`);
}

async function stored(id: number) {
  const { rows } = await office.admin.query("select * from accounts where id = $1", [id]);
  return rows[0];
}

test("an undo that would take along what is out of reach is refused, and shows none of it", async () => {
  const { json } = await change(clerk, "accounts/records/2", null);
  const plan = await planOf(clerk, json.operation);
  expect(plan.json).toMatchObject({
    possible: false,
    why: "It also changed records that your role may not see.",
  });
  const keys = plan.json.steps.map(({ resource, key }: { [name: string]: string }) => [
    resource,
    key,
  ]);
  expect(keys).toEqual([
    ["accounts", "2"],
    ["transfers", "102"],
    ["tags", "2"],
  ]);
  expect((await undo(clerk, json.operation)).problem?.code).toBe("forbidden");
  expect((await undo(admin, json.operation)).status).toBe(200);
});

test("masked values are put back as they were; what a mask makes the same is not told", async () => {
  const operation = await edit("phone = '+49 89 1004', level = 3 where id = 4");
  const { json, text } = await planOf(clerk, operation);
  expect(json.steps).toMatchObject([
    {
      key: "4",
      now: { phone: "•••1004" },
      masked: ["email", "phone"],
      changed: ["level"],
      conflict: null,
    },
  ]);
  expect(json.steps[0].then.phone).toBe("•••1004");
  expect(text).not.toContain("+49");
  expect((await undo(clerk, operation)).json).toMatchObject({ restored: 1 });
  expect(await stored(4)).toMatchObject({ phone: "+49 30 1004", level: 1 });
});

test("an operation on a record out of reach does not exist", async () => {
  const operation = await edit("holder = 'Unseen' where id = 3");
  const moved = await edit("region = 'us' where id = 6");
  const [nobody] = (await office.admin.query("select gen_random_uuid() as id")).rows;
  for (const id of [operation, moved]) {
    const reply = await planOf(clerk, id);
    expect([reply.status, reply.problem?.detail]).toEqual([
      404,
      (await planOf(clerk, nobody.id)).problem?.detail,
    ]);
  }
  expect((await undo(admin, moved)).status).toBe(200);
});

test("a record is not moved out of reach by taking its move into reach back", async () => {
  const operation = await edit("region = 'eu', holder = 'Moved in' where id = 5");
  const { json, text } = await planOf(clerk, operation);
  expect(json).toMatchObject({
    possible: false,
    steps: [{ key: "5", now: { holder: "Moved in" }, changed: [] }],
  });
  expect(json.steps[0].then).toBeNull();
  expect(json.steps[0].conflict).toMatch(/may not see all/);
  expect(text).not.toContain("Holder 5");
  expect((await undo(clerk, operation)).problem?.code).toBe("forbidden");
  expect(await stored(5)).toMatchObject({ region: "eu", holder: "Moved in" });
});

test("a field that may not be changed of this record is not put back either", async () => {
  const operation = await edit("owner = 'somebody' where id = 8");
  const reply = await undo(clerk, operation);
  expect([reply.problem?.code, reply.problem?.detail]).toEqual([
    "forbidden",
    "Your role may not change Owner of Accounts.",
  ]);
  expect(await stored(8)).toMatchObject({ owner: "somebody" });
});

test("a right that holds for other records does not reach this one", async () => {
  const operation = await edit("holder = 'High', level = 5 where id = 9");
  const elder = await office.signInWith({ regions: ["eu"] }, "clerk", "elder");
  const { json } = await planOf(elder, operation);
  expect(json).toMatchObject({
    possible: false,
    steps: [{ now: { phone: "+49 30 1009" } }],
  });
  expect(json.steps[0].then).toBeNull();
  await edit("level = 6 where id = 9");
  const seen = await edit("phone = null where id = 9");
  const reply = await planOf(elder, seen);
  expect(reply.json.steps[0].conflict).toBe("Your role may not update this one of Accounts.");
  expect((await undo(elder, seen)).problem?.code).toBe("forbidden");
  expect(await stored(9)).toMatchObject({ phone: null });
});

test("a record that has left the reach since is not there", async () => {
  const operation = await edit("holder = 'Later' where id = 10");
  const transfer = await operate(
    office,
    admin,
    "transfers",
    "update transfers set amount = 5 where id = 110",
    "update accounts set level = 4 where id = 10",
  );
  await edit("region = 'us', holder = 'Elsewhere' where id = 10");
  expect((await planOf(clerk, operation)).status).toBe(404);
  const { json, text } = await planOf(clerk, transfer);
  expect(json.steps).toMatchObject([
    { resource: "accounts", now: null, conflict: "It was deleted since, or is out of your reach." },
    { resource: "transfers", conflict: null },
  ]);
  expect(text).not.toContain("Elsewhere");
});
