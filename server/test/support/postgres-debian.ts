import { execFile } from "node:child_process";
import { once } from "node:events";
import { access, constants, mkdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Account, canEnter, findAccount } from "../../src/database/embedded-account.ts";
import { launchServer, stopServer } from "../../src/database/embedded-server.ts";
import { makePrivateFolder, shelterOf } from "../../src/database/embedded-shelter.ts";

/** The folder of Debian's programs for this version. */
export const binariesOf = (version: number): string => `/usr/lib/postgresql/${version}/bin`;

/** Whether Debian's package of this version is installed. */
export async function findDebianPostgres(version: number): Promise<boolean> {
  try {
    await access(join(binariesOf(version), "postgres"), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface DebianPostgres {
  readonly superuserUrl: string;
  /** Ends the server and removes its data. */
  readonly stop: () => Promise<void>;
}

/** A cluster for the tests, on 127.0.0.1; whoever is on this machine may enter while they run. */
export async function startDebianPostgres(
  version: number,
  wanted: string,
  flags: readonly string[],
): Promise<DebianPostgres> {
  const account = await findAccount();
  const folder = await settle(wanted, account);
  const bin = binariesOf(version);
  const settings = [
    "-D",
    join(folder, "data"),
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--locale=C",
    "--no-sync",
  ];
  await promisify(execFile)(join(bin, "initdb"), settings, { ...account, cwd: "/" });
  const port = await findFreePort();
  const { keeper } = await launchServer({
    binaries: { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") },
    folder,
    account,
    port,
    formerPid: null,
    flags,
  });
  return {
    superuserUrl: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await stopServer(keeper);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function settle(wanted: string, account: Account | null): Promise<string> {
  await mkdir(wanted, { recursive: true });
  const folder = (await canEnter(account, join(wanted, ".."))) ? wanted : shelterOf(wanted);
  await makePrivateFolder(folder, account);
  return folder;
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}
