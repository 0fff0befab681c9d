import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly stopping: boolean;
}

const patience = { running: 1_000, stopping: 60_000 };

/**
 * Sees to a server that an earlier run left in `data`. One that is on its way out is waited for, as its Node process
 * may have been killed a moment ago; one that stays is an error.
 * Returns the pid that `postmaster.pid` names when another program has it by now, which PostgreSQL cannot tell.
 */
export async function waitForPrevious(data: string, now: () => number): Promise<number | null> {
  const start = now();
  for (;;) {
    const previous = await readPostmaster(data);
    if (previous === null || !isAlive(previous.pid)) return null;
    if (now() - start > (previous.stopping ? patience.stopping : patience.running)) {
      if (!(await isListening(previous.port))) return previous.pid;
      throw new Error(
        `PostgreSQL is already running on ${data} (process ${previous.pid}, port ${previous.port}). Stop it, or the program that started it, first.`,
      );
    }
    await delay(50);
  }
}

/** The lock file's lines are told in PostgreSQL's `src/include/utils/pidfile.h`. */
async function readPostmaster(data: string): Promise<Postmaster | null> {
  const text = await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  return pid > 0
    ? { pid, port: Number(lines[3]), stopping: lines[7]?.trim() === "stopping" }
    : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Whether something accepts connections on this port of 127.0.0.1. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
