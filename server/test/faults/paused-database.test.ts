import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type EmbeddedPostgres,
  eraseEmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../src/database/embedded.ts";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";

const path = "/api/resources/codes/records/a,b";
let folder: string;
let postgres: EmbeddedPostgres;
let office: TestOffice;
let admin: Visitor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-fault-"));
  postgres = await startEmbeddedPostgres({ folder: join(folder, "postgres") });
  office = await openOffice({
    schema: shopSchema,
    resources: shopResources,
    config: { limits: { statementTimeout: 500 } },
    purser: { log: pino({ level: "silent" }) },
    server: { version: 18, superuserUrl: postgres.url("postgres") },
  });
  admin = await office.signIn("admin");
});
afterAll(async () => {
  await office.close();
  await postgres.stop();
  await eraseEmbeddedPostgres(join(folder, "postgres"));
  await rm(folder, { recursive: true, force: true });
});

test("L4: a database that stands still keeps nobody waiting for ever, and goes on as it was", async () => {
  expect((await admin.get(path)).status).toBe(200);
  const { rows } = await office.admin.query(
    "select pid from pg_stat_activity where backend_type = 'client backend'",
  );
  const processes = [postgres.pid, ...rows.map(({ pid }) => pid)];
  for (const pid of processes) process.kill(pid, "SIGSTOP");
  try {
    const began = performance.now();
    const replies = await Promise.all([admin.get(path), admin.get(path), admin.get("/api/audit")]);
    expect(replies.map(({ problem }) => problem?.code)).toEqual(
      Array(3).fill("database_unavailable"),
    );
    // Half a second for a statement, and five more.
    expect(performance.now() - began).toBeLessThan(20_000);
  } finally {
    for (const pid of processes) process.kill(pid, "SIGCONT");
  }
  expect((await admin.get(path)).status).toBe(200);
}, 60_000);
