import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  type EmbeddedPostgres,
  eraseEmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../src/database/embedded.ts";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";
import { hold, patient, untilStanding, waitingTrigger } from "./standing-still.ts";

const path = "/api/resources/codes/records/a,b";
let folder: string;
let postgres: EmbeddedPostgres;
let office: TestOffice;
let admin: Visitor;
let observer: pg.Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-fault-"));
  postgres = await startEmbeddedPostgres({ folder: join(folder, "postgres") });
  office = await openOffice({
    schema: shopSchema + waitingTrigger,
    resources: shopResources,
    config: patient,
    purser: { log: pino({ level: "silent" }), watchInterval: 50 },
    server: { version: 18, superuserUrl: postgres.url("postgres") },
  });
  for (const client of [office.admin, office.login]) client.on("error", () => {});
  admin = await office.signIn("admin");
});
afterAll(async () => {
  await office.purser.stop();
  await observer?.end();
  await postgres.stop();
  await eraseEmbeddedPostgres(join(folder, "postgres"));
  await rm(folder, { recursive: true, force: true });
});

async function update(label: string) {
  const { json } = await admin.get(path);
  const reply = await admin.send(
    "PATCH",
    path,
    { values: { label } },
    { "if-match": `"${json.version}"` },
  );
  return reply.problem?.code ?? reply.status;
}

async function read(query: string) {
  return (await observer.query(query)).rows;
}

test("W11, L4: PostgreSQL is killed in the middle of a write, and comes back", async () => {
  expect(await update("first")).toBe(200);
  await hold(office);
  const killed = update("second");
  await untilStanding(office, 1);
  process.kill(postgres.pid, "SIGKILL");
  expect(await killed).toBe("database_unavailable");
  // A backend that is idle outlives the postmaster by a moment.
  await vi.waitFor(async () =>
    expect((await admin.get(path)).problem?.code).toBe("database_unavailable"),
  );

  const { database } = office.admin;
  postgres = await startEmbeddedPostgres({ folder: join(folder, "postgres"), port: postgres.port });
  observer = new pg.Client(postgres.url(database ?? ""));
  await observer.connect();
  expect(await read("select label from codes where a = 'a' and b = 'b'")).toEqual([
    { label: "first" },
  ]);
  expect(
    await read(`
      select count(*)::int as changes, count(u.operation_id)::int as recorded
      from purser.change c left join purser.outcome u on u.operation_id = c.operation_id
      where c.table_name = 'codes'`),
  ).toEqual([{ changes: 1, recorded: 1 }]);

  // The same process, the same session, and the watch too.
  await vi.waitFor(async () => expect((await admin.get(path)).status).toBe(200));
  expect(await update("third")).toBe(200);
  await observer.query("alter table codes disable trigger purser_capture");
  await vi.waitFor(async () => expect(await update("fourth")).toBe("read_only"), {
    timeout: 10_000,
  });
});
