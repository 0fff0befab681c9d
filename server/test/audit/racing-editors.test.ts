import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hold, patient, release, untilStanding, waitingTrigger } from "../faults/standing-still.ts";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

const path = "/api/resources/codes/records/a,b";
let office: TestOffice;
let admin: Visitor;

beforeAll(async () => {
  office = await openOffice({
    schema: shopSchema + waitingTrigger,
    resources: shopResources,
    config: patient,
  });
  admin = await office.signIn("admin");
});
afterAll(() => office.close());

/** Until somebody waits for a row that another transaction has changed. */
function untilWaiting(): Promise<void> {
  return vi.waitFor(
    async () => {
      const { rows } = await office.admin.query(
        "select count(*)::int as n from pg_locks l join pg_stat_activity a using (pid) where a.datname = current_database() and l.locktype = 'transactionid' and not l.granted",
      );
      expect(rows[0].n).toBe(1);
    },
    { timeout: 10_000 },
  );
}

test("W3: an editor who comes while another's write is under way is told of it, and overwrites nothing", async () => {
  const { json } = await admin.get(path);
  const update = (label: string) =>
    admin.send("PATCH", path, { values: { label } }, { "if-match": `"${json.version}"` });
  await hold(office);
  const first = update("first");
  await untilStanding(office, 1);
  const second = update("second");
  await untilWaiting();
  await release(office);
  expect((await first).status).toBe(200);
  const reply = await second;
  expect([reply.status, reply.problem?.record?.values.label]).toEqual([412, "first"]);
});
