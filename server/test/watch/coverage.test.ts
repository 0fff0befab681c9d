import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createPurser } from "../../src/purser.ts";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

const log = pino({ level: "silent" });
let office: TestOffice;
let visitor: Visitor;

beforeAll(async () => {
  office = await openOffice({
    schema: shopSchema,
    resources: shopResources,
    purser: { watchInterval: 20, log },
  });
  visitor = await office.signIn("admin");
});
afterAll(() => office.close());

// A test that fails must not make the next one fail as well.
afterEach(async () => {
  await office.migrate();
  await eventually(async () => expect(await bannersOf(visitor)).toEqual([]));
});

async function write(path: string, values: object) {
  const address = `/api/resources/${path}`;
  const { json } = await visitor.get(address);
  const reply = await visitor.send(
    "PATCH",
    address,
    { values },
    { "if-match": `"${json.version}"` },
  );
  return reply.problem?.code ?? reply.status;
}

function eventually<Seen>(look: () => Promise<Seen>): Promise<Seen> {
  return vi.waitFor(look, { timeout: 10_000 });
}

async function bannersOf(who: Visitor): Promise<readonly string[]> {
  const { json } = await who.get("/api/me");
  return json.banners.map(({ text }: { text: string }) => text);
}

/** What the log says about a table, the oldest first. */
async function alertsOn(table: string) {
  const { rows } = await office.admin.query(
    "select kind, details ->> 'reason' as reason from purser.event where details ->> 'table' = $1 order by at",
    [table],
  );
  return rows.map(({ kind, reason }) => [kind, reason]);
}

const gone = (reason: string) => ["alert.coverage", reason];
const well = ["alert.coverageRestored", null];

describe("W8: a table whose changes would not all be recorded takes none", () => {
  test.each([
    [
      "a trigger that is disabled",
      "public.codes",
      "alter table codes disable trigger purser_capture",
      "its capture trigger is not ENABLE ALWAYS",
      "codes/records/a,b",
      { label: "x" },
      "Read-only for now: Codes. Changes in Codes would not all be recorded",
    ],
    [
      "a trigger that is dropped, of a table that others reach",
      "public.orders",
      "drop trigger purser_capture on orders",
      "no capture trigger",
      "customers/records/5",
      { note: "x" },
      "Read-only for now: Customers, Orders. Changes in Orders would not all be recorded",
    ],
    [
      "a column that capture does not know",
      "public.order_lines",
      "alter table order_lines add column weight int",
      "its columns have changed since",
      "order_lines/records/8,0",
      { sku: "x" },
      "Read-only for now: Customers, Order lines, Orders.",
    ],
    [
      "a trigger that is missing in one partition",
      "public.events",
      "alter table events_2026_01 disable trigger purser_capture",
      "its capture trigger is not ENABLE ALWAYS",
      "events/records/1,2026-01-10",
      { what: "x" },
      "Read-only for now: Events.",
    ],
  ])("%s", async (_, table, statement, reason, path, values, banner) => {
    expect(await write(path, values)).toBe(200);
    await office.admin.query(statement);
    await eventually(async () => expect(await bannersOf(visitor)).toHaveLength(1));
    expect((await bannersOf(visitor))[0]).toContain(banner);
    expect(await write(path, values)).toBe("read_only");
    await eventually(async () => expect(await alertsOn(table)).toEqual([gone(reason)]));

    await office.migrate();
    await eventually(async () => expect(await write(path, values)).toBe(200));
    expect(await bannersOf(visitor)).toEqual([]);
    await eventually(async () => expect(await alertsOn(table)).toEqual([gone(reason), well]));
  });

  test("a new child table that a cascade takes along, before it is noticed and after", async () => {
    await office.admin.query(
      "create table reviews (id int primary key, customer_id bigint references customers on delete cascade); insert into reviews values (1, 50)",
    );
    const path = "/api/resources/customers/records/50";
    const remove = async () => {
      const { json } = await visitor.get(path);
      const reply = await visitor.send("DELETE", path, undefined, {
        "if-match": `"${json.version}"`,
      });
      return reply.problem?.code ?? reply.status;
    };
    expect(["unaudited_write", "read_only"]).toContain(await remove());
    await eventually(async () => expect(await remove()).toBe("read_only"));
    const [banner] = await bannersOf(visitor);
    expect(banner).toContain("Changes in a table that they reach would not");
    expect(banner).not.toContain("reviews");

    await office.migrate();
    await eventually(async () => expect(await remove()).toBe(200));
    const { rows } = await office.admin.query(
      "select count(*)::int as n from purser.change where table_name = 'reviews' and verb = 'delete'",
    );
    expect(rows).toEqual([{ n: 1 }]);
    await eventually(async () =>
      expect(await alertsOn("public.reviews")).toEqual([gone("no capture trigger"), well]),
    );
  });

  test("a partition that is detached is nobody's to write, and is told of until it is back", async () => {
    await office.admin.query("alter table events detach partition events_2026_02");
    const table = "public.events_2026_02";
    await eventually(async () =>
      expect(await alertsOn(table)).toEqual([gone("detached from public.events")]),
    );
    await expect(
      office.login.query("insert into events_2026_02 (id, at, what) values (9, '2026-02-11', 'x')"),
    ).rejects.toMatchObject({ code: "42501" });
    expect((await visitor.get("/api/resources/events/records/2,2026-02-10")).status).toBe(404);

    await office.admin.query(
      "alter table events attach partition events_2026_02 for values from ('2026-02-01') to ('2026-03-01')",
    );
    await eventually(async () =>
      expect(await alertsOn(table)).toEqual([gone("detached from public.events"), well]),
    );
    expect(await write("events/records/2,2026-02-10", { what: "x" })).toBe(200);
  });

  test("several processes tell of it once", async () => {
    const others = await Promise.all(
      [1, 2].map(() => createPurser(office.config, { watchInterval: 20, log })),
    );
    try {
      const before = await alertsOn("public.codes");
      await office.admin.query("alter table codes disable trigger purser_capture");
      for (const { fetch } of [...others, office.purser]) {
        const request = () =>
          fetch(
            new Request("http://localhost:4000/api/me", { headers: { cookie: visitor.cookie } }),
          );
        await eventually(async () => {
          const { banners } = Object(await (await request()).json());
          expect(banners).toHaveLength(1);
        });
      }
      await office.migrate();
      await eventually(async () => expect(await bannersOf(visitor)).toEqual([]));
      expect(await alertsOn("public.codes")).toEqual([
        ...before,
        gone("its capture trigger is not ENABLE ALWAYS"),
        well,
      ]);
    } finally {
      await Promise.all(others.map((other) => other.stop()));
    }
  });

  test("whoever may not read a resource is told nothing of it", async () => {
    const nobody = await office.signIn("unknown");
    await office.admin.query("alter table codes disable trigger purser_capture");
    await eventually(async () => expect(await bannersOf(visitor)).toHaveLength(1));
    expect(await bannersOf(nobody)).toEqual([]);
    await office.migrate();
    await eventually(async () => expect(await bannersOf(visitor)).toEqual([]));
  });

  test("a column that the config names and that is gone shows nothing new, and takes no writes", async () => {
    await office.admin.query("alter table customers rename column secret to hush");
    await eventually(async () => {
      const reply = await visitor.get("/api/resources");
      const customers = reply.json.resources.find(
        ({ name }: { name: string }) => name === "customers",
      );
      expect(customers.readOnlyBecause ?? JSON.stringify(customers)).toContain("no longer fits");
    });
    const viewer = await office.signIn("viewer");
    const reply = await viewer.get("/api/resources/customers/records?fields=id,hush");
    expect(reply.status).toBe(400);
    await office.admin.query("alter table customers rename column hush to secret");
    await eventually(async () =>
      expect(await write("customers/records/6", { note: "x" })).toBe(200),
    );
  });
});

test("a look that fails changes nothing, and the next one goes on", async () => {
  await office.admin.query(
    "alter table purser.event add constraint full_disk check (kind not like 'alert%') not valid",
  );
  await office.admin.query("alter table codes disable trigger purser_capture");
  await eventually(async () =>
    expect(await write("codes/records/a,b", { label: "y" })).toBe("read_only"),
  );
  const before = await alertsOn("public.codes");
  await office.admin.query("alter table purser.event drop constraint full_disk");
  await eventually(async () =>
    expect(await alertsOn("public.codes")).toHaveLength(before.length + 1),
  );
  await office.migrate();
});
