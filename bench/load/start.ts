import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { endChild } from "../server/end-child.ts";
import { type LoadJob, type LoadMessage, type LoadOutcome, loadOutcome } from "./job.ts";

/** A load client in a process of its own. */
export interface Load {
  readonly run: (seconds: number) => Promise<LoadOutcome>;
  readonly stop: () => Promise<void>;
}

export function startLoad(job: LoadJob): Load {
  const child = fork(new URL("./client.ts", import.meta.url), [], {
    stdio: ["ignore", 2, 2, "ipc"],
  });
  const tell = (message: LoadMessage) => child.send(message);
  tell({ job });
  return {
    run: async (seconds) => {
      tell({ seconds });
      return loadOutcome.parse(await nextMessage(child));
    },
    stop: () => endChild(child),
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const [message] = await Promise.race([
    once(child, "message", { signal: ended.signal }),
    once(child, "exit", { signal: ended.signal }).then(([code]) => {
      throw new Error(`The load client ended with ${code}.`);
    }),
  ]).finally(() => ended.abort());
  return message;
}
