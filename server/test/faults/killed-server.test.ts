import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openOffice, origin, type TestOffice, type Visitor } from "../support/purser.ts";
import { shopResources, shopSchema } from "../support/shop.ts";
import { hold, patient, release, untilStanding, waitingTrigger } from "./standing-still.ts";

const script = fileURLToPath(new URL("serve.ts", import.meta.url));
const path = "/api/resources/codes/records/a,b";
let office: TestOffice;
let admin: Visitor;
let folder: string;
/** Those that a test which failed has not killed would keep the run waiting. */
const servers: ChildProcess[] = [];

beforeAll(async () => {
  office = await openOffice({
    schema: shopSchema + waitingTrigger,
    resources: shopResources,
    config: patient,
    purser: { log: pino({ level: "silent" }) },
  });
  admin = await office.signIn("admin");
  folder = await mkdtemp(join(tmpdir(), "purser-fault-"));
  await writeFile(join(folder, "config.json"), JSON.stringify(office.config));
});
afterAll(async () => {
  for (const server of servers) server.kill("SIGKILL");
  await office.close();
  await rm(folder, { recursive: true });
});

/** A second process of the same deployment. */
async function startServer() {
  const child = spawn(
    process.execPath,
    ["-C", "development", script, join(folder, "config.json")],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  servers.push(child);
  const [said] = await once(child.stdout, "data");
  return { child, url: String(said).trim() };
}

async function update(url: string, label: string): Promise<number> {
  const { json } = await admin.get(path);
  const response = await fetch(url + path, {
    method: "PATCH",
    headers: {
      cookie: admin.cookie,
      origin,
      "content-type": "application/json",
      "if-match": `"${json.version}"`,
    },
    body: JSON.stringify({ values: { label }, reason: "killed in the middle" }),
  });
  return response.status;
}

async function read(query: string) {
  return (await office.admin.query(query)).rows;
}

test("W11: a server that is killed in the middle of a write leaves its intent, and nothing else", async () => {
  const { child, url } = await startServer();
  expect(await update(url, "first")).toBe(200);
  const before = await read("select count(*)::int as n from purser.operation");

  await hold(office);
  const killed = expect(update(url, "second")).rejects.toThrow();
  await untilStanding(office, 1);
  child.kill("SIGKILL");
  await once(child, "close");
  await killed;
  await release(office);
  await vi.waitFor(async () =>
    expect(
      await read(
        "select pid from pg_stat_activity where usename like 'purser%' and state like 'idle in transaction%' or query like '%codes%' and state = 'active' and pid <> pg_backend_pid()",
      ),
    ).toEqual([]),
  );

  expect(await read("select label from codes where a = 'a' and b = 'b'")).toEqual([
    { label: "first" },
  ]);
  expect(await read("select count(*)::int as n from purser.operation")).toEqual(before);
  const [intent] = await read(
    "select id, reason from purser.intent i where not exists (select from purser.operation o where o.id = i.id)",
  );
  expect(intent.reason).toBe("killed in the middle");

  const abandoned = async () => {
    const { json } = await admin.get("/api/audit?outcome=none");
    return json.entries;
  };
  // It may still be under way.
  expect(await abandoned()).toEqual([]);
  await makeOlder(intent.id);
  expect(await abandoned()).toMatchObject([
    { id: intent.id, kind: "record.update", outcome: null, keys: ["a,b"], changes: { direct: 0 } },
  ]);
});

/** Time passes for one intent. Not even a superuser changes a row of the log without taking its triggers off first. */
async function makeOlder(id: string): Promise<void> {
  const [{ part }] = await read(
    `select tableoid::regclass::text as part from purser.intent where id = '${id}'`,
  );
  await office.admin.query(`
    begin;
    alter table ${part} disable trigger append_only;
    update ${part} set at = at - interval '61 seconds' where id = '${id}';
    alter table ${part} enable always trigger append_only;
    commit`);
}

test("W11: a server that is killed while many write leaves each change with its record, or neither", async () => {
  const { child, url } = await startServer();
  const writers = Array.from({ length: 6 }, async (_, writer) => {
    for (let turn = 0; ; turn += 1) {
      const response = await fetch(`${url}/api/resources/codes/records`, {
        method: "POST",
        headers: { cookie: admin.cookie, origin, "content-type": "application/json" },
        body: JSON.stringify({ values: { a: `writer ${writer}`, b: String(turn), label: "x" } }),
      });
      if (response.status !== 201 && response.status !== 429) return response.status;
    }
  });
  const ended = Promise.allSettled(writers);
  await vi.waitFor(
    async () =>
      expect(
        (await read("select count(*)::int as n from codes where a like 'writer%'"))[0].n,
      ).toBeGreaterThan(20),
    { timeout: 20_000 },
  );
  child.kill("SIGKILL");
  await once(child, "close");
  expect((await ended).map(({ status }) => status)).toEqual(writers.map(() => "rejected"));
  await vi.waitFor(async () =>
    expect(
      await read(
        "select pid from pg_stat_activity where usename like 'purser%' and xact_start is not null and datname = current_database()",
      ),
    ).toEqual([]),
  );
  const [counts] = await read(`
    select (select count(*)::int from codes where a like 'writer%') as rows,
      (select count(*)::int from purser.change where verb = 'insert' and table_name = 'codes') as changes,
      (select count(*)::int from purser.operation o join purser.outcome u on u.operation_id = o.id where o.kind = 'record.create') as operations`);
  expect(counts.changes).toBe(counts.rows);
  expect(counts.operations).toBe(counts.rows);
});
