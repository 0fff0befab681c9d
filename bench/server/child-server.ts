import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { endChild } from "./end-child.ts";

/** A server in a process of its own, so that it has an event loop and a heap to itself. */
export interface ChildServer {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Starts a module that listens on `PORT` and then sends any message; its surroundings are `environment` and ours. */
export async function startChildServer(
  module: URL,
  port: number,
  environment: { readonly [name: string]: string },
): Promise<ChildServer> {
  const child = fork(module, [], {
    env: { ...process.env, ...environment, PORT: String(port), NODE_ENV: "production" },
    // What it prints is not a figure.
    stdio: ["ignore", 2, 2, "ipc"],
  });
  await Promise.race([once(child, "message"), failed(child, module)]);
  return { origin: `http://localhost:${port}`, stop: () => endChild(child) };
}

async function failed(child: ChildProcess, module: URL): Promise<never> {
  const [code] = await once(child, "exit");
  throw new Error(`${module.pathname} ended with ${code} before it was ready.`);
}

/** A port that nothing listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
}
