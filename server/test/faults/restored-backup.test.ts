import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { anchorNewest } from "../../src/audit/anchor/anchor-newest.ts";
import { folderAnchor } from "../../src/audit/anchor/folder-anchor.ts";
import { readHealth } from "../../src/audit/health.ts";
import { startSealer } from "../../src/audit/seal/sealer.ts";
import { openDatabase } from "../../src/database/database.ts";
import {
  type EmbeddedPostgres,
  eraseEmbeddedPostgres,
  startEmbeddedPostgres,
} from "../../src/database/embedded.ts";
import { shelterOf } from "../../src/database/embedded-shelter.ts";
import { openSealedOffice, type SealedOffice } from "../seal/office.ts";
import type { Visitor } from "../support/purser.ts";

const run = promisify(execFile);
const path = "/api/resources/codes/records/a,b";
let folder: string;
let postgres: EmbeddedPostgres;
let office: SealedOffice;
let admin: Visitor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-fault-"));
  postgres = await startEmbeddedPostgres({ folder: join(folder, "postgres") });
  office = await openSealedOffice({
    server: { version: 18, superuserUrl: postgres.url("postgres") },
  });
  for (const client of [office.admin, office.login]) client.on("error", () => {});
  admin = await office.signIn("admin");
});
afterAll(async () => {
  await office.purser.stop();
  await office.ledger.end();
  await postgres.stop();
  await eraseEmbeddedPostgres(join(folder, "postgres"));
  await rm(folder, { recursive: true, force: true });
});

/** While PostgreSQL is down. */
async function whileStopped(work: (data: string) => Promise<unknown>): Promise<void> {
  await postgres.stop();
  const kept = join(folder, "postgres");
  await work(join(existsSync(join(kept, "data")) ? kept : shelterOf(kept), "data"));
  postgres = await startEmbeddedPostgres({ folder: kept, port: postgres.port });
  // The server's process was there all the time, and finds its way back.
  await vi.waitFor(async () => expect((await admin.get(path)).status).toBe(200));
}

async function update(label: string): Promise<void> {
  const { json } = await admin.get(path);
  const reply = await admin.send(
    "PATCH",
    path,
    { values: { label } },
    { "if-match": `"${json.version}"` },
  );
  expect(reply.status).toBe(200);
}

async function labelNow(): Promise<string> {
  return (await admin.get(path)).json.values.label;
}

test("W10: a backup of the files, restored, goes on as a fork: the sealer says so, health and verification too", async () => {
  const anchors = join(folder, "anchors");
  const anchor = folderAnchor({ path: anchors, everySeconds: 0 });
  const backup = join(folder, "backup");
  await update("before the backup");
  await office.seal();
  expect(await anchorNewest(office.ledger, anchor)).toBe("kept");
  await whileStopped((data) => run("cp", ["-a", data, backup]));

  // Which checkpoint is anchored is a matter of time: of those lost and of those to come, no number need be the same.
  await update("lost");
  await office.seal();
  await update("lost too");
  await office.seal();
  expect(await anchorNewest(office.ledger, anchor)).toBe("kept");
  await whileStopped(async (data) => {
    await rm(data, { recursive: true });
    await run("cp", ["-a", backup, data]);
  });

  expect(await labelNow()).toBe("before the backup");
  const sealing = { isOn: true, heartbeatSeconds: 3_600, anchors: [anchor], receiver: null };
  expect((await readHealth(office.ledger, sealing)).alerts).toEqual([]);
  await update("after it was restored");
  const said: string[] = [];
  const sealer = startSealer({
    ledger: openDatabase({ url: office.config.database.url, connections: 2 }),
    keys: [office.key],
    heartbeatSeconds: 3_600,
    anchors: [anchor],
    log: pino({ level: "error" }, { write: (line) => said.push(JSON.parse(line).msg) }),
  });
  await vi.waitFor(() => expect(said.join()).toContain("the log is a fork"), { timeout: 10_000 });
  await sealer.stop();
  expect((await readHealth(office.ledger, sealing)).alerts).toMatchObject([{ code: "fork" }]);

  const kept = await Promise.all(
    (await readdir(anchors)).map(async (name) => ({
      name,
      note: await readFile(join(anchors, name), "utf8"),
    })),
  );
  const codeOf = async (...against: typeof kept) =>
    (await office.verify(await office.export(), against)).fault?.code ?? null;
  expect([await codeOf(), await codeOf(...kept)]).toEqual([null, "cut_off"]);
  for (const label of ["again", "and again"]) await update(label);
  await office.seal();
  expect([await codeOf(), await codeOf(...kept)]).toEqual([null, "fork"]);
});
