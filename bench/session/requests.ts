import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { migrate } from "../../server/src/audit/migrate.ts";
import { openDatabase } from "../../server/src/database/database.ts";
import { isPrincipal } from "../../server/src/identity/principal.ts";
import { findSession, openSession } from "../../server/src/identity/session.ts";
import { makeSessionSecret, proofOf } from "../../server/src/identity/session-secret.ts";
import { createPurser } from "../../server/src/purser.ts";
import type { BenchDatabase } from "../database/harbour.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { median } from "../report/median.ts";
import { quiet } from "../report/quiet.ts";
import { configOf } from "./config.ts";
import { startStub } from "./stub.ts";

const aim = 1.4;
const roundSize = 20;
const routes = {
  "a grid page": "/api/resources/orders/records?limit=50",
  "who is signed in": "/api/me",
};

/** How much longer does a request take for the server's knowing who asks and judging from where? */
export async function measureRequests(
  database: BenchDatabase,
  seconds: number,
): Promise<readonly ExplainedMeasurement[]> {
  const config = configOf(database.url, "http://localhost:4001");
  await migrate({ adminUrl: database.url, config });
  const secret = makeSessionSecret();
  const principal = await openFor(config.database.url, proofOf(secret));
  const purser = await createPurser(config, { log: quiet });
  const stub = await startStub(config, principal);
  try {
    const urls = { stub: stub.url, whole: (await purser.start({ port: 0 })).url };
    const headers = { cookie: `purser-4000=${secret}`, "x-forwarded-for": "203.0.113.7" };
    const report: ExplainedMeasurement[] = [];
    for (const [name, route] of Object.entries(routes)) {
      const figures: { [server in keyof typeof urls]: number[] } = { stub: [], whole: [] };
      const until = performance.now() + (seconds * 1_000) / 2;
      for (const url of Object.values(urls)) await time(url + route, headers);
      while (performance.now() < until)
        for (const server of ["stub", "whole"] as const)
          figures[server].push(...(await time(urls[server] + route, headers)));
      const [stubbed, whole] = [median(figures.stub), median(figures.whole)];
      report.push({
        measurement: {
          case: `${name}, with identity and perimeter`,
          metric: "ratio_p50",
          value: Number((whole / stubbed).toFixed(2)),
          aim,
          better: "lower",
        },
        explanation: `${whole.toFixed(2)} ms, with a stub in their place ${stubbed.toFixed(2)} ms`,
      });
    }
    return report;
  } finally {
    await stub.stop();
    await purser.stop();
  }
}

async function openFor(url: string, proof: Buffer) {
  const ledger = openDatabase({ url, connections: 1 });
  try {
    const subject = randomBytes(4).toString("hex");
    const identity = {
      issuer: "bench",
      subject,
      name: "Bench",
      email: null,
      groups: [],
      claims: {},
    };
    await openSession(
      ledger,
      {
        id: uuidv7(),
        proof,
        authentication: {
          identity,
          secondFactor: true,
          authenticatedAt: Date.now() / 1000,
          evidence: {},
          providerSession: null,
          refreshToken: null,
        },
        roles: ["viewer"],
        terms: { idleMinutes: 720, lifetimeMinutes: 720, most: 3 },
      },
      {
        eventId: uuidv7(),
        policy: "bench",
        origin: { requestId: uuidv7(), address: null, userAgent: null },
      },
    );
    const caller = await findSession(ledger, proof, true);
    if (caller === null || !isPrincipal(caller)) throw new Error("the session did not open");
    return caller;
  } finally {
    await ledger.end();
  }
}

/** Milliseconds of each of a round's requests. */
async function time(url: string, headers: Record<string, string>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < roundSize; index += 1) {
    const began = performance.now();
    const answer = await fetch(url, { headers });
    const text = await answer.text();
    times.push(performance.now() - began);
    if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}: ${text}`);
  }
  return times;
}
