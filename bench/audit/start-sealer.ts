import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** Starts a sealer in a process of its own, which ends when this one does; `silent` where it is made to fail. */
export async function startSealerProcess(
  url: string,
  secret: string,
  logLevel: "warn" | "silent" = "warn",
): Promise<ChildProcess> {
  const child = fork(new URL("./sealer-process.ts", import.meta.url), [], {
    env: {
      ...process.env,
      BENCH_LEDGER_URL: url,
      BENCH_AUDIT_KEY: secret,
      BENCH_LOG_LEVEL: logLevel,
    },
    stdio: ["ignore", 2, 2, "ipc"],
  });
  await once(child, "message");
  return child;
}
