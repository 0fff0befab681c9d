import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, chmod, constants, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { findAccount } from "../../src/database/embedded-account.ts";
import { findFreePort } from "../identity/free-port.ts";

const binary = "/usr/sbin/pgbouncer";

/** Whether Debian's PgBouncer is installed. */
export async function findPgbouncer(): Promise<boolean> {
  return access(binary, constants.X_OK).then(
    () => true,
    () => false,
  );
}

export interface Pgbouncer {
  /** The same address by way of the pooler. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * PgBouncer in transaction mode before a database on this machine, as our guide says. It has fewer connections than
 * Purser, so that one transaction after another of the same connection of ours runs in different ones of PostgreSQL.
 */
export async function startPgbouncer(databaseUrl: string, connections: number): Promise<Pgbouncer> {
  const url = new URL(databaseUrl);
  const folder = await mkdtemp(join(tmpdir(), "pgbouncer-"));
  const port = await findFreePort();
  const config = join(folder, "pgbouncer.ini");
  await writeFile(join(folder, "users.txt"), `"${url.username}" "${url.password}"\n`);
  await writeFile(
    config,
    `[databases]
* = host=${url.hostname} port=${url.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${folder}/users.txt
pool_mode = transaction
default_pool_size = ${connections}
ignore_startup_parameters = options
`,
  );
  // It refuses to run as root.
  await chmod(folder, 0o755);
  const child = spawn(binary, [config], {
    stdio: ["ignore", "ignore", "pipe"],
    ...(await findAccount()),
  });
  let said = "";
  const lines = createInterface({ input: child.stderr });
  await new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => {
      said += `${line}\n`;
      if (line.includes("process up")) resolve();
    });
    child.once("exit", () => reject(new Error(`PgBouncer ended with: ${said}`)));
  });
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    url: url.href,
    stop: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      await rm(folder, { recursive: true });
    },
  };
}
