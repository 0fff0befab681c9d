import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Account } from "./embedded-account.ts";
import type { Binaries } from "./embedded-binaries.ts";

/** Nothing of ours: PGPORT and the like would reach into the server. */
export const environment = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C" };

interface Launch {
  readonly binaries: Binaries;
  readonly folder: string;
  readonly account: Account | null;
  readonly port: number;
  readonly formerPid: number | null;
  readonly flags: readonly string[];
}

interface Server {
  readonly keeper: ChildProcess;
  readonly pid: number;
}

/**
 * A shell that ends the server (SIGINT, a fast shutdown) once its standard input closes. The kernel closes that when
 * this process ends, also by SIGKILL, so no server is ever left behind.
 */
const keeperScript = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
{ read -r _ <&3; kill -INT $server; } 2>/dev/null &
watcher=$!
echo $server
wait $server
code=$?
kill $watcher
exit $code`;

export async function launchServer(options: Launch): Promise<Server> {
  const { binaries, folder, account, port, formerPid, flags } = options;
  const settings = ["-D", join(folder, "data"), "-p", `${port}`];
  const network = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
  for (let attempt = 1; ; attempt++) {
    const keeper = spawn(
      "sh",
      ["-c", keeperScript, "sh", binaries.postgres, ...settings, ...network, ...flags],
      {
        ...account,
        cwd: "/",
        // A pid that PostgreSQL is to disregard in its lock file: it is named as its own grandparent's.
        env:
          formerPid === null ? environment : { ...environment, PG_GRANDPARENT_PID: `${formerPid}` },
        // Of its own process group: Ctrl-C reaches us alone, and we end it in our order.
        detached: true,
      },
    );
    const log = await waitUntilReady(keeper, join(folder, "log"));
    if (log.ready) return { keeper, pid: log.pid };
    // After a SIGKILL of the main process its children take a moment to notice.
    if (!log.text.includes("is still in use") || attempt === 50) {
      throw new Error(`PostgreSQL did not start.\n${log.text}`);
    }
    await delay(100);
  }
}

/** Resolves once the server accepts connections, or with what it wrote when it ends before. */
function waitUntilReady(keeper: ChildProcess, logFile: string): Promise<Outcome> {
  const log = createWriteStream(logFile, { mode: 0o600 });
  let pid = "";
  let text = "";
  keeper.stdout?.on("data", (chunk: Buffer) => {
    pid += chunk;
  });
  return new Promise((settle) => {
    keeper.stderr?.on("data", (chunk: Buffer) => {
      log.write(chunk);
      if (text.includes(readyLine)) return;
      text += chunk;
      if (text.includes(readyLine)) settle({ ready: true, pid: Number(pid) });
    });
    keeper.once("close", () => {
      log.end();
      settle({ ready: false, text });
    });
  });
}

const readyLine = "database system is ready to accept connections";

type Outcome =
  | { readonly ready: true; readonly pid: number }
  | { readonly ready: false; readonly text: string };

export async function stopServer(keeper: ChildProcess): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  const ended = once(keeper, "exit");
  keeper.stdin?.end();
  await ended;
}
