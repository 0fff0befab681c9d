import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Reply, TestOffice, Visitor } from "../support/purser.ts";
import { change, operate } from "../undo/office.ts";
import { instant, openRegions } from "./regions.ts";

/** The log shows a record by what it was: each image, each field, each line by the rules of whoever reads it now. */
let office: TestOffice;
let admin: Visitor;
/** Clerks of one region, and one whom the provider says nothing about. */
let clerk: Visitor;
let homeless: Visitor;
/** Sees the numbers of high accounts in clear as well. */
let elder: Visitor;

beforeAll(async () => {
  office = await openRegions();
  admin = await office.signIn("admin");
  clerk = await office.signInWith({ regions: ["eu"] }, "clerk");
  homeless = await office.signInWith({}, "clerk");
  elder = await office.signInWith({ regions: ["eu"] }, "clerk", "elder");
});
afterAll(() => office.close());

const account = (id: number) => `/api/resources/accounts/records/${id}`;

/** An administrator changes accounts, in one operation. */
function edit(...assignments: readonly string[]): Promise<string> {
  return operate(
    office,
    admin,
    "accounts",
    ...assignments.map((each) => `update accounts set ${each}`),
  );
}

function historyOf(visitor: Visitor, id: number, query = ""): Promise<Reply> {
  return visitor.get(`${account(id)}/history${query}`);
}

type Sides = {
  readonly [side in "before" | "after"]: { readonly [field: string]: unknown } | null;
};

async function changesOf(visitor: Visitor, id: number) {
  const { json } = await historyOf(visitor, id);
  return json.history.map(({ change }: { change: Sides }) => change);
}

describe("a record's history", () => {
  test("shows the side that was in reach, and no other", async () => {
    await edit("holder = 'Inside' where id = 2");
    await edit("region = 'us', holder = 'Left' where id = 2");
    await edit("holder = 'Outside' where id = 2");
    const reply = await historyOf(clerk, 2);
    expect(reply.text).not.toMatch(/Left|Outside/);
    expect(reply.json.history.map(({ change }: { change: Sides }) => change)).toMatchObject([
      { before: { holder: "Inside" }, after: null, changed: [] },
      { before: { holder: "Holder 2" }, after: { holder: "Inside" }, changed: ["holder"] },
    ]);
    expect(await changesOf(admin, 2)).toHaveLength(3);
  });

  test("has exact pages: what is out of reach takes no place", async () => {
    await edit("holder = 'One' where id = 4");
    await edit("region = 'us' where id = 4");
    for (const name of ["Two", "Three", "Four"]) await edit(`holder = '${name}' where id = 4`);
    await edit("region = 'eu' where id = 4");
    const pages: Reply[] = [];
    for (let next: string | null = ""; next !== null; next = pages.at(-1)?.json.page.next)
      pages.push(await historyOf(clerk, 4, `?limit=1${next && `&after=${next}`}`));
    expect(pages.map(({ json }) => json.history.length)).toEqual([1, 1, 1]);
  });

  test("is of nobody where the record never was in reach", async () => {
    await edit("holder = 'Unseen' where id = 3");
    const [outside, nobody] = [await historyOf(clerk, 3), await historyOf(clerk, 4003)];
    expect([outside.status, outside.problem?.detail]).toEqual([404, nobody.problem?.detail]);
    expect((await historyOf(homeless, 4)).status).toBe(404);
    expect((await historyOf(clerk, 6)).json.history).toEqual([]);
  });

  test("keeps the key to itself that the record had out of reach", async () => {
    await edit("region = 'us', id = 908908908 where id = 8");
    await edit("region = 'eu', id = 8 where id = 908908908");
    expect((await changesOf(clerk, 8)).map(({ key }: { key: string }) => key)).toEqual(["8", "8"]);
    expect((await historyOf(clerk, 8)).text).not.toContain("908908908");
    expect((await historyOf(clerk, 908908908)).status).toBe(404);
    expect(await changesOf(admin, 908908908)).toHaveLength(2);
  });

  test("shows each field by its own rule on each image", async () => {
    await edit("level = 5, phone = '+49 89 1010' where id = 10");
    const [forElder] = await changesOf(elder, 10);
    expect(forElder).toMatchObject({
      before: { phone: "•••1010" },
      after: { phone: "+49 89 1010" },
      masked: ["email", "phone"],
      changed: ["phone", "level"],
    });
    const [forClerk] = await changesOf(clerk, 10);
    expect(forClerk).toMatchObject({
      before: { phone: "•••1010" },
      after: { phone: "•••1010" },
      changed: ["level"],
    });
  });

  test("tells of another value behind a mask only where the mask differs", async () => {
    await edit("email = 'other@example.org' where id = 12");
    const [told] = await changesOf(clerk, 12);
    expect(told.changed).toEqual(["email"]);
    expect(told.before.email).not.toBe(told.after.email);
    expect((await historyOf(clerk, 12)).text).not.toMatch(/h12@|other@/);
  });

  test("judges a rule by committed values, and by none that was erased", async () => {
    const owner = await office.signInWith({ name: "owner 14" }, "owner");
    await edit("holder = 'Owned' where id = 14");
    expect(await changesOf(owner, 14)).toHaveLength(1);
    await edit("owner = 'somebody else' where id = 14");
    expect(await changesOf(owner, 14)).toMatchObject([
      { after: null },
      { after: { holder: "Owned" } },
    ]);
  });

  test("takes nothing that was erased for empty", async () => {
    const keeper = await office.signIn("keeper");
    await edit("owner = null where id = 34");
    await edit("owner = 'owner 34' where id = 34");
    expect(await changesOf(keeper, 34)).toMatchObject([{ after: null }, { before: null }]);
    await edit("holder = 'Owned' where id = 40");
    await office.admin.query(`begin;
      select purser.begin_operation(gen_random_uuid(), 'system', null, 'audit.eraseSubject', null, 'purser', 'personal_value', '[]', 'asked for', null, null, 'test');
      delete from purser.personal_value where value = 'owner 40';
      commit`);
    const [control] = await changesOf(admin, 40);
    expect(control).toMatchObject({ before: { owner: null }, erased: ["owner"] });
    expect((await historyOf(keeper, 40)).status).toBe(404);
  });

  test("counts no consequence but in tables that are seen whole", async () => {
    await operate(office, admin, "accounts", "delete from accounts where id = 16");
    const { json } = await historyOf(clerk, 16);
    expect(json.history[0].also).toEqual([{ table: "Tags", verb: "delete", count: 1 }]);
    expect(json.history[0].entry.changes).toEqual({ direct: 1, cascade: 1 });
    const control = await historyOf(admin, 16);
    expect(control.json.history[0].entry.changes).toEqual({ direct: 1, cascade: 4 });
  });

  test("names nothing that the operation was aimed at out of reach", async () => {
    const operation = await operate(office, admin, "accounts", "delete from accounts where id = 5");
    const { json, text } = await clerk.get("/api/resources/transfers/records/105/history");
    expect(json.history).toMatchObject([
      {
        entry: { id: operation, resource: null, keys: [], reason: null, changes: { direct: 0 } },
        change: { after: null },
      },
    ]);
    expect(text).not.toContain("accounts");
  });
});

describe("what was written beside Purser", () => {
  test("keeps the key to itself that the record had out of reach", async () => {
    await office.admin.query("update transfers set id = 1201, region = 'eu' where id = 201");
    const { json, text } = await clerk.get("/api/resources/transfers/records/1201/history");
    expect(json.history).toMatchObject([
      { entry: { keys: [] }, change: { key: "1201", before: null } },
    ]);
    const list = await clerk.get("/api/audit?resource=transfers&kind=change.outOfBand");
    expect(list.json.entries).toEqual([]);
    expect(text + list.text).not.toContain('"201"');
    const control = await admin.get("/api/audit?resource=transfers&kind=change.outOfBand");
    expect(control.json.entries).toMatchObject([{ keys: ["201"] }]);
  });
});

describe("a record as of a moment", () => {
  test("is there where it was in reach then, and compared where it is in reach now", async () => {
    const asOf = async (visitor: Visitor, id: number, at: string) =>
      visitor.get(`${account(id)}/as-of?at=${encodeURIComponent(at)}`);
    const inside = await instant(office);
    await edit("region = 'us', phone = '+1 212 1018' where id = 18");
    const outside = await instant(office);
    await edit("holder = 'Back', region = 'eu' where id = 18");
    expect((await asOf(clerk, 18, inside)).json).toMatchObject({
      record: { values: { holder: "Holder 18", phone: "•••1018" }, masked: ["email", "phone"] },
      changed: ["holder"],
    });
    expect((await asOf(clerk, 18, outside)).json).toMatchObject({ record: null, changed: [] });
    expect((await asOf(admin, 18, outside)).json.changed).toEqual(["region", "holder"]);
    await edit("region = 'us' where id = 18");
    expect((await asOf(clerk, 18, inside)).json).toMatchObject({
      record: { values: { holder: "Holder 18" } },
      changed: [],
    });
    const [never, nobody] = [await asOf(clerk, 7, inside), await asOf(clerk, 4007, inside)];
    expect([never.status, never.problem?.detail]).toEqual([404, nobody.problem?.detail]);
  });
});

describe("the list of entries", () => {
  const find = async (visitor: Visitor, query: { readonly [name: string]: string } = {}) => {
    const path = `/api/audit?${new URLSearchParams({ resource: "accounts", limit: "200", ...query })}`;
    const { json } = await visitor.get(path);
    return json.entries as readonly {
      readonly id: string;
      readonly keys: readonly string[];
      readonly kind: string;
    }[];
  };

  test("has what is about records in reach alone, as they are now or were last", async () => {
    const update = (id: number) => change(admin, `accounts/records/${id}`, { level: 2 });
    const [inside, outside, moved, gone] = await Promise.all([20, 9, 22, 24].map(update));
    await edit("region = 'us' where id = 22");
    const removed = await change(admin, "accounts/records/24", null);
    const found = new Set((await find(clerk)).map(({ id }) => id));
    const has = (reply: Reply | undefined) => found.has(reply?.json.operation);
    expect([inside, outside, moved, gone, removed].map(has)).toEqual([
      true,
      false,
      false,
      true,
      true,
    ]);
    expect(await find(homeless)).toEqual([]);
  });

  test("has what made a record, and nothing that is about no record", async () => {
    const values = { id: "920", region: "eu", holder: "Made" };
    const made = await clerk.send("POST", "/api/resources/accounts/records", { values });
    expect(made.problem).toBeNull();
    await clerk.get("/api/resources/accounts/records?limit=0&count=exact");
    const entries = await find(clerk);
    expect(entries.map(({ id }) => id)).toContain(made.json.operation);
    expect(
      entries.filter(
        ({ kind, keys }) =>
          kind.startsWith("record.") && kind !== "record.create" && keys.length === 0,
      ),
    ).toEqual([]);
  });

  test("is not broken by a key that is none, and shows no list with a record out of reach", async () => {
    await clerk.get("/api/resources/accounts/records/no-number");
    await admin.get("/api/resources/accounts/records?sort=id&limit=3");
    const lists = (await find(clerk, { kind: "record.list" })).flatMap(({ keys }) => keys);
    expect(lists).not.toContain("1");
    expect((await find(admin, { kind: "record.list" })).flatMap(({ keys }) => keys)).toContain("1");
  });

  test("pages through just those", async () => {
    const whole = (await find(clerk, { reads: "no" })).map(({ id }) => id);
    const ids: string[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const { json } = await clerk.get(
        `/api/audit?resource=accounts&reads=no&limit=3${next && `&after=${next}`}`,
      );
      ids.push(...json.entries.map(({ id }: { id: string }) => id));
      next = json.page.next;
    }
    expect(ids).toEqual(whole);
    expect(ids.length).toBeGreaterThan(3);
  });

  test("is searched by what is in clear wherever it is shown, and within reach", async () => {
    const [inside, outside] = [
      await edit("holder = 'Sought' where id = 26"),
      await edit("holder = 'Sought' where id = 11"),
    ];
    const sought = { field: "holder", value: "Sought" };
    expect((await find(admin, sought)).map(({ id }) => id)).toEqual([outside, inside]);
    expect((await find(clerk, sought)).map(({ id }) => id)).toEqual([inside]);
    await edit("region = 'eu' where id = 11");
    expect((await find(clerk, sought)).map(({ id }) => id)).toEqual([inside]);
    for (const [field, code] of [
      ["email", "field_not_filterable"],
      ["phone", "field_not_filterable"],
      ["nonesuch", "unknown_field"],
    ])
      expect((await clerk.get(`/api/audit?resource=accounts&field=${field}`)).problem?.code).toBe(
        code,
      );
  });
});

describe("one entry", () => {
  test("does not exist where any of its records is out of reach", async () => {
    const { json } = await change(admin, "accounts/records/28", { level: 3 });
    expect((await clerk.get(`/api/audit/${json.operation}`)).status).toBe(200);
    await edit("region = 'us' where id = 28");
    expect((await clerk.get(`/api/audit/${json.operation}`)).status).toBe(404);
    expect((await clerk.get(`/api/audit/${json.operation}/proof`)).status).toBe(404);
  });

  test("shows of its changes those in reach", async () => {
    const { json } = await change(admin, "accounts/records/30", null);
    const { changes } = (await clerk.get(`/api/audit/${json.operation}`)).json;
    expect(
      changes.map(({ resource, key }: { [name: string]: string }) => [resource, key]).sort(),
    ).toEqual([
      ["accounts", "30"],
      ["tags", "30"],
      ["transfers", "130"],
    ]);
    expect(json.cascaded).toHaveLength(3);
  });

  test("and a write answers with no count of rows out of reach", async () => {
    const { json } = await change(clerk, "accounts/records/32", null);
    expect(json.cascaded).toEqual([{ resource: "tags", table: "Tags", verb: "delete", count: 1 }]);
  });
});

test.each([
  ["what its type takes", `{"a": "1"}`, "integer", true],
  ["nothing", `{"a": null}`, "integer", true],
  ["what its type does not take", `{"a": "one"}`, "integer", false],
  ["a column that was not there", `{"b": "1"}`, "integer", false],
  ["a value that was erased", `{"p": "00ff"}`, "text", false],
  ["no image", null, "integer", false],
] as const)("an image with %s", async (_, image, type, told) => {
  const column = image?.includes('"p"') ? "p" : "a";
  const { rows } = await office.login.query(
    "select purser.tells($1::json, '{p}', $2, $3::regtype) as told",
    [image, column, type],
  );
  expect(rows[0].told).toBe(told);
});
