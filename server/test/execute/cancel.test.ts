import { get } from "node:http";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";

/** A view that takes its time, a second a row. */
const schema = `
create table quick (id int primary key);
insert into quick values (1);
create view slow as select id, pg_sleep(30)::text as nap from generate_series(1, 60) as id`;

let office: TestOffice;
let visitor: Visitor;
let address: string;

beforeAll(async () => {
  const access = { admin: { read: true } } as const;
  office = await openOffice({
    schema,
    resources: { quick: { access }, slow: { access } },
    config: { limits: { concurrencyPerPerson: 2 } },
  });
  visitor = await office.signIn("admin");
  address = (await office.purser.start({ port: 0 })).url;
});
afterAll(() => office.close());

async function running(): Promise<number> {
  const { rows } = await office.admin.query(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and state = 'active' and query like '%slow%' and pid <> pg_backend_pid()",
  );
  return rows[0].n;
}

function ask(path: string) {
  const request = get(address + path, { headers: { cookie: visitor.cookie } });
  const status = new Promise<number>((resolve, reject) => {
    request.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on("error", reject);
  });
  return { status, leave: () => request.destroy() };
}

test("L2: when the client leaves, PostgreSQL stops working for it", async () => {
  const { status, leave } = ask("/api/resources/slow/records");
  await vi.waitFor(async () => expect(await running()).toBe(1), { timeout: 4_000 });
  leave();
  await expect(status).rejects.toThrow();
  await vi.waitFor(async () => expect(await running()).toBe(0), { timeout: 2_000 });
});

test("L2: one person's slow queries leave others their share", async () => {
  const slow = [ask("/api/resources/slow/records"), ask("/api/resources/slow/records")];
  await vi.waitFor(async () => expect(await running()).toBe(2), { timeout: 4_000 });
  expect(await ask("/api/resources/quick/records").status).toBe(429);
  const other = await office.signIn("admin");
  expect((await other.get("/api/resources/quick/records")).status).toBe(200);
  for (const { leave, status } of slow) {
    leave();
    await expect(status).rejects.toThrow();
  }
  await vi.waitFor(async () => expect(await ask("/api/resources/quick/records").status).toBe(200), {
    timeout: 2_000,
  });
});

test("a query that takes too long is stopped and said to be too slow", async () => {
  await office.admin.query(
    `alter role "${new URL(office.config.database.url).username}" set statement_timeout = '300ms'`,
  );
  // New connections have the new limit.
  await office.admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'purser' and datname = current_database()",
  );
  const reply = await vi.waitFor(async () => {
    const answer = await visitor.get("/api/resources/slow/records");
    expect(answer.status).not.toBe(503);
    return answer;
  });
  expect([reply.status, reply.problem?.code]).toEqual([422, "too_slow"]);
});
