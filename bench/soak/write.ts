import { setTimeout as wait } from "node:timers/promises";
import { seal } from "../../server/src/audit/seal/seal.ts";
import type { BenchLedger } from "../audit/ledger.ts";
import type { NewKey } from "../audit/new-key.ts";
import { startSealerProcess } from "../audit/start-sealer.ts";
import { say } from "../options.ts";
import { endChild } from "../server/end-child.ts";
import { type Chance, createChance } from "./chance.ts";
import { createTally, type Tally } from "./tally.ts";
import { runWriter, writers } from "./writer.ts";

/** Seconds between two looks at how far it is. */
const sayEvery = 10;

/** What was done while the writers wrote. */
export interface Disturbance {
  /** Connections in a transaction that were terminated: writers' and sealers'. */
  terminated: number;
  /** Sealers that were ended by SIGKILL, and replaced. */
  killed: number;
}

/** Writes that many changes or somewhat more, disturbed all the time, and seals them all. */
export async function writeDisturbed(
  ledger: BenchLedger,
  { key, secret }: NewKey,
  { changes, seed }: { readonly changes: number; readonly seed: number },
): Promise<Tally & Disturbance> {
  const tally = createTally();
  const disturbance: Disturbance = { terminated: 0, killed: 0 };
  const proofs = await Promise.all(Array.from({ length: writers }, ledger.signIn));
  const ended = new AbortController();
  const disturbing = [
    killSealers(ledger.url, secret, createChance(seed + 1), disturbance, ended.signal),
    terminateConnections(ledger, createChance(seed + 2), disturbance, ended.signal),
    repeatUntil(
      ended.signal,
      () => sayEvery,
      async () => say(`${tally.changes} of ${changes} changes`),
    ),
  ];
  const isDone = () => tally.changes >= changes || ended.signal.aborted;
  try {
    await Promise.all(
      proofs.map((proof, number) => {
        const chance = createChance(seed + 100 + number);
        return runWriter({ url: ledger.url, number, proof, chance, tally }, isDone);
      }),
    );
  } finally {
    ended.abort();
    await Promise.all(disturbing);
  }
  await sealRest(ledger, key);
  return { ...tally, ...disturbance };
}

/** Two sealers, of which every few seconds one is killed and another takes its place. */
async function killSealers(
  url: string,
  secret: string,
  chance: Chance,
  disturbance: Disturbance,
  signal: AbortSignal,
): Promise<void> {
  const start = () => startSealerProcess(url, secret, "silent");
  const sealers = [await start(), await start()];
  await repeatUntil(
    signal,
    () => 2 + chance.below(4_000) / 1_000,
    async () => {
      const [victim] = sealers.splice(chance.below(2), 1);
      victim?.kill("SIGKILL");
      disturbance.killed += 1;
      sealers.push(await start());
    },
  );
  await Promise.all(sealers.map(endChild));
}

/** Takes its connection from whoever of Purser's login is in a transaction, a sealer perhaps. */
async function terminateConnections(
  { admin }: BenchLedger,
  chance: Chance,
  disturbance: Disturbance,
  signal: AbortSignal,
): Promise<void> {
  await repeatUntil(
    signal,
    () => (100 + chance.below(900)) / 1_000,
    async () => {
      const { rows } = await admin.query<{ pid: number }>(
        "select pid from pg_stat_activity where usename = 'purser' and xact_start is not null order by pid",
      );
      const victim = rows[chance.below(rows.length)];
      if (!victim) return;
      await admin.query("select pg_terminate_backend($1)", [victim.pid]);
      disturbance.terminated += 1;
    },
  );
}

async function repeatUntil(
  signal: AbortSignal,
  nextPause: () => number,
  work: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    await wait(nextPause() * 1_000, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await work();
  }
}

/** Until nothing is left; the backend of a killed sealer may hold its lock for a while. */
async function sealRest({ ledger }: BenchLedger, key: NewKey["key"]): Promise<void> {
  const options = { keys: [key], heartbeatSeconds: 3_600, leastSeconds: 0 };
  while ((await seal(ledger, options)) !== "idle") await wait(100);
}
