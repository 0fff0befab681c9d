import { readFile } from "node:fs/promises";
import config from "../../../demo/purser.config.ts";
import { openOffice, type TestOffice } from "./purser.ts";

/** The demo company's database, at a size where everything is there. */
const files = [
  "schema",
  "rows/drawing",
  "rows/people",
  "rows/products",
  "rows/orders",
  "rows/support",
  "rows/risk",
  "rows/configuration",
  "rows/events",
  "relations",
  "behaviour",
];

/** A back office over the demo's database, with the demo's policy. */
export async function openHarbourOffice(): Promise<TestOffice> {
  const parts = await Promise.all(
    files.map((file) =>
      readFile(new URL(`../../../demo/database/${file}.sql`, import.meta.url), "utf8"),
    ),
  );
  return openOffice({
    schema: parts.join("\n").replaceAll(":scale", "0.01"),
    resources: config.resources,
    config: { roles: config.roles },
  });
}
