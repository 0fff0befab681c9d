import pg from "pg";
import { migrate } from "../../server/src/audit/migrate.ts";
import type { GrantConfig, PurserConfig } from "../../server/src/config/config.ts";
import type { BenchDatabase } from "../database/harbour.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { median } from "../report/median.ts";
import { configOf, openOffice } from "./office.ts";

const size = 1_000;
const asks = 200;
const aim = 30;

const names = Array.from({ length: size }, (_, index) => `wide_${index + 1}`);

/** How long does the first list of a thousand resources take after a policy has changed? */
export async function measureResources(database: BenchDatabase): Promise<ExplainedMeasurement> {
  const admin = new pg.Client(database.url);
  await admin.connect();
  try {
    await admin.query("drop database if exists wide with (force)");
    await admin.query("create database wide");
  } finally {
    await admin.end();
  }
  const adminUrl = new URL(database.url);
  adminUrl.pathname = "/wide";
  await makeTables(adminUrl.href);
  const url = new URL(adminUrl);
  url.username = "purser";
  const plain: GrantConfig = { read: true };
  const ruled: GrantConfig = { rows: ({ eb }) => eb("id", ">", 0), read: true };
  // One in ten has a rule, and so is a matter of who asks.
  const resources: PurserConfig["resources"] = Object.fromEntries(
    names.map((name, index) => [name, { access: { viewer: index % 10 === 0 ? ruled : plain } }]),
  );
  const config = configOf(url.href, ["viewer"], resources);
  await migrate({ adminUrl: adminUrl.href, config });
  const office = await openOffice(config, ["viewer"], {});
  try {
    const time = async (path: string) => {
      const began = performance.now();
      await office.get(path);
      return performance.now() - began;
    };
    const me: number[] = [];
    for (let index = 0; index < asks; index += 1) me.push(await time("/api/me"));
    const first = await time("/api/resources");
    const p50 = median(me);
    return {
      measurement: {
        case: `the first list of ${size} resources after a change of policy`,
        metric: "ratio_to_me",
        value: Number((first / p50).toFixed(1)),
        aim,
        better: "lower",
      },
      explanation: `${first.toFixed(1)} ms, /api/me ${p50.toFixed(2)} ms`,
    };
  } finally {
    await office.stop();
  }
}

async function makeTables(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (const name of names)
      await client.query(`create table ${name} (id bigint primary key, code text not null unique,
        title text, state text not null, email text, amount numeric(12, 2), created_at timestamptz not null, note text)`);
  } finally {
    await client.end();
  }
}
