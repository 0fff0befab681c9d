import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pino } from "pino";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { migrate } from "../../src/audit/migrate.ts";
import { sources } from "../../src/audit/record/source.ts";
import { seal } from "../../src/audit/seal/seal.ts";
import type { PurserConfig } from "../../src/config/config.ts";
import { type Database, openDatabase } from "../../src/database/database.ts";
import { createPurser, type Purser } from "../../src/purser.ts";
import { exportText, openSealedOffice, type SealedOffice, verifyText } from "../seal/office.ts";
import { createTestDatabase, type TestDatabase } from "../support/postgres.ts";
import { binariesOf } from "../support/postgres-debian.ts";
import { oldestVersion } from "../support/postgres-server.ts";
import { at } from "../support/purser.ts";

const run = promisify(execFile);
const oldest = inject("servers").find(({ version }) => version === oldestVersion);
const path = "/api/resources/codes/records/a,b";
let folder: string;
let source: SealedOffice;
let target: TestDatabase;
let admin: Database;
let ledger: Database;
let purser: Purser;

/** A database of the oldest PostgreSQL moves to the newest one by dump and restore, with its log. */
beforeAll(async () => {
  if (!oldest) return;
  folder = await mkdtemp(join(tmpdir(), "purser-fault-"));
  source = await openSealedOffice({ server: oldest });
  target = await createTestDatabase();
  admin = openDatabase({ url: target.superuserUrl, connections: 1 });
});
afterAll(async () => {
  if (!oldest) return;
  await purser?.stop();
  await Promise.all([ledger?.end(), admin.end()]);
  await target.drop();
  await dropRole();
  await source.close();
  await rm(folder, { recursive: true });
});

/** Roles belong to a cluster: no dump of a database brings them. */
async function createRoles(): Promise<void> {
  await query(`
    do $$ begin create role purser_owner nologin; exception when duplicate_object or unique_violation then null; end $$;
    create role ${source.login.user} login password 'purser'`);
}

async function dropRole(): Promise<void> {
  const { superuserUrl } = inject("servers")[0] ?? {};
  const server = openDatabase({ url: superuserUrl ?? "", connections: 1 });
  await server.run({ text: `drop role if exists ${source.login.user}`, values: [] });
  await server.end();
}

async function query(text: string) {
  return (await admin.run({ text, values: [] })).rows;
}

async function move(): Promise<PurserConfig> {
  const bin = binariesOf(oldestVersion);
  const dump = join(folder, "dump");
  await createRoles();
  await run(join(bin, "pg_dump"), ["--format=custom", `--file=${dump}`, source.adminUrl]);
  await run(join(bin, "pg_restore"), ["--exit-on-error", `--dbname=${target.superuserUrl}`, dump]);
  const url = new URL(target.superuserUrl);
  url.username = source.login.user ?? "";
  url.password = "purser";
  const config = { ...source.config, database: { ...source.config.database, url: url.href } };
  await migrate({ adminUrl: target.superuserUrl, config });
  return config;
}

test.runIf(oldest)(
  "W10: a dump that is restored in another cluster goes on in a new tree, whose first record commits to all of the old one",
  async () => {
    const visitor = await source.signIn("admin");
    await source.seal();
    const anchors = await source.checkpoints();
    // Sealed there no more, and so to be sealed where it comes to.
    await source.signIn("viewer");
    const config = await move();

    ledger = openDatabase({ url: config.database.url, connections: 3 });
    purser = await createPurser(config, { log: pino({ level: "silent" }) });
    // The session came along, and what it does is recorded as it was there.
    const moved = at(purser, visitor);
    const { json } = await moved.get(path);
    const version = { "if-match": `"${json.version}"` };
    const reply = await moved.send("PATCH", path, { values: { label: "moved" } }, version);
    expect(reply.status).toBe(200);
    await seal(ledger, { keys: [source.key], heartbeatSeconds: 3_600, leastSeconds: 0 });

    const text = await exportText(ledger, source.key);
    expect((await verifyText(text, [source.key], anchors)).fault).toBeNull();
    const [first] = text.split("\n").flatMap((line) => {
      const { record } = line === "" ? {} : JSON.parse(line);
      return record ? [record] : [];
    });
    const [oldOrigin, size, root] = anchors.at(-1)?.note.split("\n") ?? [];
    expect([first[0], ...first.slice(-3)]).toEqual([
      "tree",
      oldOrigin?.replace("purser/", ""),
      size,
      root,
    ]);
    const clusters = await query(
      "select cluster = (select system_identifier || '/' || d.oid from pg_control_system(), pg_database d where d.datname = current_database()) from purser.tree order by number",
    );
    expect(clusters).toEqual([["f"], ["t"]]);

    // Each row of the log is a leaf of one of the two; each tree begins with a leaf of its own.
    const rows = sources.map(({ table }) => `(select count(*) from purser.${table})`).join(" + ");
    expect(
      await query(
        `select ${rows} + 2 = (select sum(size) from (select max(size) as size from purser.checkpoint group by tree) as t)`,
      ),
    ).toEqual([["t"]]);
    const old = await exportText(ledger, source.key, { tree: 1, from: null, to: null });
    expect((await verifyText(old, [source.key], anchors)).fault).toBeNull();
  },
  60_000,
);
