import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type EmbeddedPostgres,
  eraseEmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../src/database/embedded.ts";
import { openOffice, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";
import { reportSkipped } from "../support/skipped.ts";

const run = promisify(execFile);
const path = "/api/resources/codes/records/a,b";
const folder = await mkdtemp(join(tmpdir(), "purser-fault-"));
const disk = join(folder, "disk");
const canMount = await mountDisk(0);

let postgres: EmbeddedPostgres;
let office: TestOffice;
let admin: Visitor;

beforeAll(async () => {
  if (!canMount) return;
  postgres = await startEmbeddedPostgres({ folder: join(folder, "postgres") });
  await run("umount", [disk]);
  await mountDisk((await stat(`/proc/${postgres.pid}`)).uid);
  office = await openOffice({
    schema: shopSchema,
    resources: shopResources,
    purser: { log: pino({ level: "silent" }) },
    server: { version: 18, superuserUrl: postgres.url("postgres") },
  });
  admin = await office.signIn("admin");
});
afterAll(async () => {
  await office?.close();
  await postgres?.stop();
  if (canMount) await run("umount", [disk]);
  await eraseEmbeddedPostgres(join(folder, "postgres"));
  await rm(folder, { recursive: true, force: true });
});

/** A file system of 2 MB that belongs to a user. False where nobody lets us. */
async function mountDisk(uid: number): Promise<boolean> {
  await mkdir(disk, { recursive: true });
  await chmod(folder, 0o755);
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=2m,uid=${uid},mode=700`, "tmpfs", disk]);
    return true;
  } catch {
    await reportSkipped("the right to mount a tmpfs (Linux): the audit log on a full disk");
    return false;
  }
}

/** Too long to find room in a page that is there already. */
const longLabel = () => randomBytes(30_000).toString("base64");

async function update(label: string) {
  const { json } = await admin.get(path);
  const reply = await admin.send(
    "PATCH",
    path,
    { values: { label } },
    { "if-match": `"${json.version}"` },
  );
  return [reply.status, reply.problem?.code ?? null];
}

async function counts() {
  const { rows } = await office.admin.query(
    "select (select label from codes where a = 'a' and b = 'b') as label, (select count(*)::int from purser.change) as changes, (select count(*)::int from purser.operation) as operations",
  );
  return rows[0];
}

/** The months of a table of the log. */
async function monthsOf(parent: string): Promise<readonly string[]> {
  const { rows } = await office.admin.query(
    "select inhrelid::regclass::text as month from pg_inherits where inhparent = $1::regclass",
    [`purser.${parent}`],
  );
  return rows.map(({ month }) => month);
}

async function moveTo(tablespace: string, tables: readonly string[]): Promise<void> {
  for (const table of tables)
    await office.admin.query(`alter table ${table} set tablespace ${tablespace}`);
}

/** To the last page: PostgreSQL takes many at once where it needs many. */
async function fillDisk(): Promise<void> {
  await office.admin.query("create table filler (bytes text) tablespace small");
  await office.admin.query("alter table filler alter column bytes set storage plain");
  for (let count = 1_000; count > 0; ) {
    const filled = await office.admin
      .query("insert into filler select repeat('x', 8000) from generate_series(1, $1)", [count])
      .catch((error: unknown) => error);
    if (!(filled instanceof Error)) continue;
    expect(filled).toMatchObject({ code: "53100" });
    count = count === 1 ? 0 : 1;
  }
}

test.runIf(canMount)(
  "L4: while the disk of the log is full nothing is changed, and with room again it is, without a restart",
  async () => {
    await office.admin.query(`create tablespace small location '${disk}'`);
    await moveTo("small", await monthsOf("change"));
    expect(await update(longLabel())).toEqual([200, null]);
    const before = await counts();

    await fillDisk();
    expect(await update(longLabel())).toEqual([503, "audit_unavailable"]);
    expect(await counts()).toEqual(before);
    // What was tried is known by its intent, which lies elsewhere.
    const tried = await office.admin.query(
      "select kind from purser.intent i where not exists (select from purser.operation o where o.id = i.id)",
    );
    expect(tried.rows).toEqual([{ kind: "record.update" }]);
    expect((await admin.get(path)).status).toBe(200);

    await office.admin.query("drop table filler");
    expect(await update(longLabel())).toEqual([200, null]);
    expect(await counts()).toMatchObject({ changes: before.changes + 1 });
  },
);

test.runIf(canMount)("L4: while the disk of the log is full nobody is shown anything", async () => {
  await moveTo("pg_default", await monthsOf("change"));
  await moveTo("small", await monthsOf("event_read"));
  await fillDisk();
  const recorded = async () =>
    (await office.admin.query("select count(*)::int as n from purser.event_read")).rows[0].n;
  const before = await recorded();
  // What fits into the last page is still recorded.
  let shown = 0;
  let reply = await admin.get(path);
  for (; reply.status === 200 && shown < 100; reply = await admin.get(path)) shown += 1;
  expect([reply.status, reply.problem?.code]).toEqual([503, "audit_unavailable"]);
  expect(await recorded()).toBe(before + shown);
  await office.admin.query("drop table filler");
});

test.runIf(canMount)(
  "L4: a disk that is full of the application's own rows is not said to be the log's",
  async () => {
    await moveTo("pg_default", await monthsOf("event_read"));
    await moveTo("small", ["codes"]);
    await fillDisk();
    const before = await counts();
    expect(await update(longLabel())).toEqual([503, "database_unavailable"]);
    expect(await counts()).toEqual(before);
    await office.admin.query("drop table filler");
    expect(await update(longLabel())).toEqual([200, null]);
  },
);
