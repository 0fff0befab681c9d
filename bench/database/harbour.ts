import { fileURLToPath } from "node:url";
import pg from "pg";
import { prepareHarbour } from "../../demo/harbour-database.ts";
import { startEmbeddedPostgres } from "../../server/src/database/embedded.ts";
import { say } from "../options.ts";

/** Holds the cluster between runs. */
export const benchFolder = fileURLToPath(new URL("../../.purser/bench", import.meta.url));

export interface BenchDatabase {
  /** As a superuser. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The demo's rows at scale 1, kept from run to run, with no audit log yet: an empty one is the same for every run. */
export async function openHarbour(): Promise<BenchDatabase> {
  const postgres = await startEmbeddedPostgres({
    folder: benchFolder,
    flags: ["shared_buffers=512MB", "max_wal_size=2GB"].flatMap((setting) => ["-c", setting]),
    onProgress: say,
  });
  try {
    await prepareHarbour({ url: postgres.url, scale: 1, onProgress: say });
    const url = postgres.url("harbour");
    await forgetLedger(url);
    return { url, stop: postgres.stop };
  } catch (cause) {
    await postgres.stop();
    throw cause;
  }
}

async function forgetLedger(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("drop schema if exists purser cascade");
    // What an earlier run left behind would otherwise be cleared up while this one measures.
    await client.query("vacuum (analyze) orders");
    await client.query("checkpoint");
  } finally {
    await client.end();
  }
}
