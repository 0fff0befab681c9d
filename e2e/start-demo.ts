import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const root = join(import.meta.dirname, "..");

export interface RunningDemo {
  /** Of the console, without a slash at the end. */
  readonly origin: string;
  /** Ends it and removes everything that it kept. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the demo with rows of its own, on ports that are free; `settings` are what its config reads from the environment.
 * Throws an `Error` with what it said if it ends.
 */
export async function startDemo(
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningDemo> {
  const folder = await mkdtemp(join(tmpdir(), "purser-journeys-"));
  const port = await findTwoPorts();
  const words = ["demo/start.ts", "--folder", folder, "--port", `${port}`];
  const demo = spawn(process.execPath, ["-C", "development", ...words], {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(demo, "exit");
  const stop = async () => {
    demo.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const said: string[] = [];
  for await (const line of createInterface(demo.stdout)) {
    said.push(line);
    if (!line.includes("is open at")) continue;
    // What it says from now on must not fill the pipe.
    demo.stdout.resume();
    return { origin: `http://localhost:${port}`, stop };
  }
  await stop();
  throw new Error(`The demo did not start.\n${said.join("\n")}`);
}

/** The console's port and the next one, which the identity provider takes. */
async function findTwoPorts(): Promise<number> {
  for (;;) {
    const first = await listen(0);
    const second = await listen(first.port + 1).catch(() => null);
    await Promise.all([first.close(), second?.close()]);
    if (second !== null) return first.port;
  }
}

async function listen(port: number) {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  const close = () => new Promise((done) => server.close(done));
  return { port: address.port, close };
}
