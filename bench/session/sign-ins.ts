import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signInOverHttp } from "../../demo/sign-in-over-http.ts";
import { startDevelopmentProvider } from "../../server/src/identity/development-provider.ts";
import { createPurser } from "../../server/src/purser.ts";
import type { BenchDatabase } from "../database/harbour.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { quiet } from "../report/quiet.ts";
import { configOf } from "./config.ts";

const people = 200;

/** Do all come in who come at the same moment, each from an address of their own? */
export async function measureSignIns(database: BenchDatabase): Promise<ExplainedMeasurement> {
  const [consolePort, providerPort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${consolePort}`;
  const folder = await mkdtemp(join(tmpdir(), "bench-provider-"));
  const accounts = Array.from({ length: people }, (_, index) => ({
    subject: `person-${index}`,
    name: `Person ${index}`,
    email: `person-${index}@example.org`,
    groups: ["viewers"],
  }));
  const provider = await startDevelopmentProvider({
    port: providerPort,
    folder,
    accounts,
    clients: [
      {
        id: "bench",
        secret: "bench",
        redirectUris: [`${origin}/auth/callback`],
        postLogoutRedirectUris: [],
      },
    ],
  });
  const purser = await createPurser(configOf(database.url, provider.issuer, { origin }), {
    log: quiet,
  });
  try {
    await purser.start({ port: consolePort });
    const began = performance.now();
    const results = await Promise.allSettled(
      accounts.map(({ email }, index) =>
        signInOverHttp(origin, email, { "x-forwarded-for": `203.0.113.${index + 1}` }),
      ),
    );
    const took = (performance.now() - began) / 1_000;
    const failure = results.find((result) => result.status === "rejected");
    return {
      measurement: {
        case: `${people} sign-ins at once from as many addresses`,
        metric: "succeeded",
        value: results.filter((result) => result.status === "fulfilled").length,
        aim: people,
        better: "higher",
      },
      explanation: failure ? String(failure.reason) : `in ${took.toFixed(1)} s`,
    };
  } finally {
    await purser.stop();
    await provider.stop();
    await rm(folder, { recursive: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
