import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** Closes the channel to a child process, at which it ends; the same happens when this process dies. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (!child.connected) return;
  const ended = once(child, "exit");
  child.disconnect();
  await ended;
}
