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

test.runIf(canMount)(
  "L4: while the disk of the log is full nothing is changed, and with room again it is, without a restart",
  async () => {
    await office.admin.query(`create tablespace small location '${disk}'`);
    const { rows } = await office.admin.query(
      "select inhrelid::regclass::text as month from pg_inherits where inhparent = 'purser.change'::regclass",
    );
    for (const { month } of rows)
      await office.admin.query(`alter table ${month} set tablespace small`);
    expect(await update(longLabel())).toEqual([200, null]);
    const before = await counts();

    await office.admin.query("create table filler (bytes text) tablespace small");
    await office.admin.query("alter table filler alter column bytes set storage plain");
    await expect(
      office.admin.query(
        "insert into filler select repeat('x', 8000) from generate_series(1, 1000)",
      ),
    ).rejects.toMatchObject({ code: "53100" });
    expect(await update(longLabel())).toEqual([503, "database_unavailable"]);
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
