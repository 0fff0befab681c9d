import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { eraseEmbeddedPostgres, startEmbeddedPostgres } from "../../src/database/embedded.ts";
import { findDebianPostgres, startDebianPostgres } from "./postgres-debian.ts";
import { clearSkipped, reportSkipped } from "./skipped.ts";

/** A PostgreSQL that runs for as long as the tests do. */
export interface TestServer {
  readonly version: number;
  /** Of the superuser, in the database `postgres`. */
  readonly superuserUrl: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** The newest version first; it is the one that tests run on unless they ask for each. */
    readonly servers: readonly TestServer[];
  }
}

/** The oldest version that is supported. The embedded one is the newest. */
export const oldestVersion = 15;

/** Nothing here outlives the run, so nothing waits for the disk. */
const flags = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"].flatMap(
  (setting) => ["-c", setting],
);

export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  await clearSkipped();
  const folder = await mkdtemp(join(tmpdir(), "purser-test-"));
  const embedded = await startEmbeddedPostgres({ folder: join(folder, "embedded"), flags });
  const debian = (await findDebianPostgres(oldestVersion))
    ? await startDebianPostgres(oldestVersion, join(folder, "debian"), flags)
    : null;
  if (debian === null) {
    await reportSkipped(`PostgreSQL ${oldestVersion} (Debian: postgresql-${oldestVersion}): the tests on the oldest supported version`);
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
