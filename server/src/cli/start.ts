import { isLoopback } from "../config/loopback.ts";
import type { Purser } from "../purser.ts";
import { createPurser } from "../purser.ts";
import { type Command, type Options, textOption } from "./command.ts";
import { loadConfig } from "./load-config.ts";
import { UsageError } from "./usage-error.ts";

export const start: Command = {
  summary: "serves the console, by the config or as a preview of any database",
  usage: `  --config FILE         default purser.config.ts
  --port PORT           default that of a local origin, else 4000
  --host HOST           default 127.0.0.1; any other needs a perimeter in the config
  --database-url URL    preview: show every table of this database, read-only, without a config
  --ledger-url URL      preview: keep the audit log there instead of in an embedded PostgreSQL`,
  options: {
    config: { type: "string" },
    port: { type: "string" },
    host: { type: "string" },
    "database-url": { type: "string" },
    "ledger-url": { type: "string" },
  },
  run: async (options) => {
    const port = readPort(options);
    const databaseUrl = textOption(options, "database-url");
    if (databaseUrl !== undefined) {
      // What only a preview needs is not loaded for anything else.
      const { startPreview } = await import("./preview.ts");
      const ledgerUrl = textOption(options, "ledger-url");
      const preview = await startPreview({
        databaseUrl,
        port: port ?? defaultPort,
        onProgress: (line) => console.log(line),
        ...(ledgerUrl !== undefined && { ledgerUrl }),
      });
      return stopOnSignal(preview.stop);
    }
    const config = await loadConfig(textOption(options, "config"));
    const purser = await createPurser(config);
    await serve(purser, port ?? portOf(config.origin), textOption(options, "host"));
  },
};

async function serve(purser: Purser, port: number, host: string | undefined): Promise<void> {
  for (const notice of purser.notices) console.log(notice);
  try {
    const { url } = await purser.start({ port, ...(host !== undefined && { host }) });
    console.log(`Purser listens on ${url}`);
  } catch (cause) {
    await purser.stop();
    throw cause;
  }
  stopOnSignal(purser.stop);
}

function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
}

const defaultPort = 4000;

/** The console's own, where people open it without a proxy in between. */
function portOf(origin: string): number {
  const { hostname, port } = new URL(origin);
  return isLoopback(hostname) && port !== "" ? Number(port) : defaultPort;
}

function readPort(options: Options): number | undefined {
  const text = textOption(options, "port");
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port < 65_535) return port;
  throw new UsageError(`"${text}" is no port.`, "--port takes a number from 1 to 65534.");
}
