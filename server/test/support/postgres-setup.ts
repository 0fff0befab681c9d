import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { eraseEmbeddedPostgres, startEmbeddedPostgres } from "../../src/database/embedded.ts";
import { findDebianPostgres, startDebianPostgres } from "./postgres-debian.ts";
import { oldestVersion } from "./postgres-server.ts";
import { clearSkipped, reportSkipped } from "./skipped.ts";

/** Nothing here outlives the run, so nothing waits for the disk. */
const flags = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "max_connections=200",
].flatMap((setting) => ["-c", setting]);

export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  await clearSkipped();
  const folder = await mkdtemp(join(tmpdir(), "purser-test-"));
  const embedded = await startEmbeddedPostgres({ folder: join(folder, "embedded"), flags });
  const debian = (await findDebianPostgres(oldestVersion))
    ? await startDebianPostgres(oldestVersion, join(folder, "debian"), flags)
    : null;
  if (debian === null) {
    await reportSkipped(
      `PostgreSQL ${oldestVersion} (Debian: postgresql-${oldestVersion}): the tests on the oldest supported version`,
    );
  }
  project.provide("servers", [
    { version: 18, superuserUrl: embedded.url("postgres") },
    ...(debian === null ? [] : [{ version: oldestVersion, superuserUrl: debian.superuserUrl }]),
  ]);
  return async () => {
    await Promise.all([embedded.stop(), debian?.stop()]);
    await eraseEmbeddedPostgres(join(folder, "embedded"));
    await rm(folder, { recursive: true, force: true });
  };
}
