import { migrate } from "../../server/src/audit/migrate.ts";
import type { FieldConfig, GrantConfig, PurserConfig } from "../../server/src/config/config.ts";
import type { BenchDatabase } from "../database/harbour.ts";
import type { ExplainedMeasurement } from "../report/measurement.ts";
import { median } from "../report/median.ts";
import { configOf, type Office, openOffice } from "./office.ts";

const aim = 1.3;
const page = "/api/resources/orders/records?limit=50";
const roundSize = 20;

const masked = ["ip_address", "note", "delivery_window", "channel", "address_number", "currency"];

/** Every column as it is, for whoever has one of the roles. */
const plain: PurserConfig["resources"] = {
  orders: {
    defaultSort: ["-placed_at", "-id"],
    fields: Object.fromEntries(
      masked.map((name): [string, FieldConfig] => [name, { mask: false }]),
    ),
    access: Object.fromEntries(
      ["one", "two", "three", "four", "five"].map((role): [string, GrantConfig] => [
        role,
        { read: true },
      ]),
    ),
  },
};

/** Five roles, each with a rule of its own over other rows and fields, and six fields that are masked for some. */
const rich: PurserConfig["resources"] = {
  orders: {
    defaultSort: ["-placed_at", "-id"],
    fields: Object.fromEntries(
      masked.map((name): [string, FieldConfig] => [name, { mask: "pseudonym" }]),
    ),
    access: {
      one: {
        rows: ({ eb, principal }) => eb("status", "in", principal.claims.statuses),
        read: true,
      },
      two: {
        rows: ({ eb, principal }) => eb("currency", "in", principal.claims.currencies),
        read: { except: ["note"] },
        clear: ["channel"],
      },
      three: {
        rows: ({ eb }) => eb("total", "<", 100),
        read: ["id", "status", "total", "placed_at", "currency"],
        clear: ["currency"],
      },
      four: {
        rows: ({ eb }) => eb("gift", "=", true),
        read: ["id", "gift", "status", "placed_at"],
      },
      five: {
        rows: ({ eb }) => eb("channel", "is not", null),
        read: ["id", "customer_id", "placed_at"],
      },
    },
  },
};

/** How much longer does a grid page take under a policy of rules and masks than under one without? */
export async function measurePage(
  database: BenchDatabase,
  seconds: number,
): Promise<ExplainedMeasurement> {
  const url = new URL(database.url);
  url.username = "purser";
  const roles = Object.keys(rich.orders?.access ?? {});
  const claims = { statuses: ["paid", "shipped", "delivered"], currencies: ["EUR", "GBP"] };
  const configs = {
    plain: configOf(url.href, roles, plain),
    rich: configOf(url.href, roles, rich),
  };
  await migrate({ adminUrl: database.url, config: configs.plain });
  const offices = {
    plain: await openOffice(configs.plain, roles, claims),
    rich: await openOffice(configs.rich, roles, claims),
  };
  try {
    const figures: { [policy in keyof typeof offices]: number[] } = { plain: [], rich: [] };
    const rounds = { until: performance.now() + seconds * 1_000 };
    await Promise.all([time(offices.plain), time(offices.rich)]);
    while (performance.now() < rounds.until)
      for (const policy of ["plain", "rich"] as const)
        figures[policy].push(...(await time(offices[policy])));
    const [before, after] = [median(figures.plain), median(figures.rich)];
    return {
      measurement: {
        case: "a grid page under five roles with row rules and six masked fields",
        metric: "ratio_p50",
        value: Number((after / before).toFixed(2)),
        aim,
        better: "lower",
      },
      explanation: `${after.toFixed(2)} ms, under a plain policy ${before.toFixed(2)} ms`,
    };
  } finally {
    await offices.plain.stop();
    await offices.rich.stop();
  }
}

/** Milliseconds of each of a round's pages. */
async function time(office: Office): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < roundSize; index += 1) {
    const began = performance.now();
    await office.get(page);
    times.push(performance.now() - began);
  }
  return times;
}
