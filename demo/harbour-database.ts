import { readFile } from "node:fs/promises";
import pg from "pg";

export interface HarbourOptions {
  /** URL of a database of this name on the cluster, as a superuser. */
  readonly url: (database: string) => string;
  /** Multiplies the rows; 1 is about 1.5 million. */
  readonly scale: number;
  readonly onProgress: (message: string) => void;
}

/** Rows come before what ties them together: keeping indexes and references while loading takes much longer. */
const steps: readonly { readonly title: string; readonly files: readonly string[] }[] = [
  { title: "Harbour's tables", files: ["schema", "rows/drawing"] },
  { title: "customers and staff", files: ["rows/people"] },
  { title: "products and orders", files: ["rows/products", "rows/orders"] },
  {
    title: "tickets, reviews, events",
    files: ["rows/support", "rows/risk", "rows/configuration", "rows/events"],
  },
  { title: "references, indexes, triggers, views", files: ["relations", "behaviour"] },
];

/** Makes the database `harbour` unless it is there; answers the scale that it has. Half a database is made anew. */
export async function prepareHarbour({ url, scale, onProgress }: HarbourOptions): Promise<number> {
  return withClient(url("postgres"), async (cluster) => {
    const found = await readScale(cluster);
    if (found !== null) return found;
    await cluster.query("drop database if exists harbour");
    await cluster.query("drop role if exists harbour");
    await cluster.query("create role harbour login");
    await cluster.query("create database harbour owner harbour");
    await withClient(url("harbour"), (harbour) => fill(harbour, scale, onProgress));
    return scale;
  });
}

/** The comment is written in the transaction that writes the rows, so it stands for all of them. */
async function readScale(cluster: pg.Client): Promise<number | null> {
  const { rows } = await cluster.query({
    text: "select shobj_description(oid, 'pg_database') from pg_database where datname = 'harbour'",
    rowMode: "array",
  });
  const scale = /at scale (\d+)$/.exec(String(rows[0]?.[0]))?.[1];
  return scale === undefined ? null : Number(scale);
}

/**
 * One transaction: all or nothing, and with `wal_level` minimal PostgreSQL writes no log for tables that it makes
 * (https://www.postgresql.org/docs/18/populate.html).
 */
async function fill(
  harbour: pg.Client,
  scale: number,
  onProgress: (message: string) => void,
): Promise<void> {
  await harbour.query(`
    begin;
    set local role harbour;
    set local work_mem = '128MB';
    set local maintenance_work_mem = '256MB';
    set local jit = off`);
  for (const { title, files } of steps) {
    onProgress(title);
    for (const file of files) {
      const text = await readFile(new URL(`database/${file}.sql`, import.meta.url), "utf8");
      await harbour.query(text.replaceAll(":scale", `${scale}`));
    }
  }
  await harbour.query(
    `comment on database harbour is 'The demo company, at scale ${scale}'; commit`,
  );
  onProgress("statistics");
  await harbour.query("analyze");
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  // The server ends connections when it is stopped; the query under way tells of it.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
