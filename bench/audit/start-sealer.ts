import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** Starts a sealer in a process of its own, which ends when this one does. */
export async function startSealerProcess(url: string, secret: string): Promise<ChildProcess> {
  const child = fork(new URL("./sealer-process.ts", import.meta.url), [], {
    env: { ...process.env, BENCH_LEDGER_URL: url, BENCH_AUDIT_KEY: secret },
    stdio: ["ignore", 2, 2, "ipc"],
  });
  await once(child, "message");
  return child;
}
