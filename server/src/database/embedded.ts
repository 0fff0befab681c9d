import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { findAccount } from "./embedded-account.ts";
import { findBinaries } from "./embedded-binaries.ts";
import { initialiseCluster, settleIn } from "./embedded-cluster.ts";
import { isListening, waitForPrevious } from "./embedded-postmaster.ts";
import { launchServer, stopServer } from "./embedded-server.ts";
import { shelterOf } from "./embedded-shelter.ts";

export interface EmbeddedPostgresOptions {
  /** Holds the data, the password and the log; made when missing. */
  readonly folder: string;
  /** On 127.0.0.1; a free one when left out. */
  readonly port?: number;
  /** Command-line options of `postgres`: `["-c", "shared_buffers=256MB"]`. */
  readonly flags?: readonly string[];
  readonly onProgress?: (message: string) => void;
}

export interface EmbeddedPostgres {
  readonly port: number;
  /** Connects as the superuser `postgres`. */
  readonly url: (database: string) => string;
  /** Disconnects everybody, writes everything to disk and ends the server. */
  readonly stop: () => Promise<void>;
  /** The cluster was made just now and is empty. */
  readonly fresh: boolean;
  /** Of the server's main process. */
  readonly pid: number;
}

/**
 * Starts a PostgreSQL 18 from npm on 127.0.0.1, without any socket file. It ends when this process does, however that
 * happens. Throws an `Error` in plain words when it cannot: no package for this platform, port in use, already running.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const onProgress = options.onProgress ?? (() => undefined);
  const account = await findAccount();
  const binaries = await findBinaries(account, onProgress);
  const folder = await settleIn(options.folder, account, onProgress);
  const data = join(folder, "data");
  const formerPid = await waitForPrevious(data, Date.now);
  const fresh = !existsSync(data);
  if (fresh) await initialiseCluster(binaries, folder, account, onProgress);
  const password = await readFile(join(folder, "password"), "utf8");
  const port = options.port ?? (await findFreePort());
  if (await isListening(port))
    throw new Error(`Port ${port} is in use. Choose another one for PostgreSQL.`);
  const server = await launchServer({
    binaries,
    folder,
    account,
    port,
    formerPid,
    flags: options.flags ?? [],
  });
  return {
    port,
    fresh,
    pid: server.pid,
    url: (database) =>
      `postgres://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
    stop: () => stopServer(server.keeper),
  };
}

/** Removes what `startEmbeddedPostgres` keeps for this folder, wherever it is. It must not be running. */
export async function eraseEmbeddedPostgres(folder: string): Promise<void> {
  for (const place of [resolve(folder), shelterOf(folder)]) {
    await waitForPrevious(join(place, "data"), Date.now);
    await rm(place, { recursive: true, force: true });
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}
