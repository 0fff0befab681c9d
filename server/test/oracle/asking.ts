import fc from "fast-check";
import { pools } from "./generate-tables.ts";
import type { Expected } from "./model-read.ts";
import { addressedRights } from "./model-read.ts";
import { rightsOn } from "./model-rights.ts";
import type { Theatre } from "./theatre.ts";
import { isUnknownSeal, momentOf, pickTable } from "./theatre.ts";
import type { Row, Table } from "./world.ts";
import { rowsOf } from "./world.ts";

/** One kind of request: how it is drawn, and how it is put to both sides. Numbers pick among what there is. */
export interface Asking<Asked = unknown> {
  readonly draw: fc.Arbitrary<Asked>;
  readonly play: (theatre: Theatre, asked: Asked) => Promise<void>;
}

export function defineAsking<Asked>(asking: Asking<Asked>): Asking {
  return {
    draw: asking.draw,
    play: (theatre, asked) => asking.play(theatre, asked as Asked),
  };
}

export type Drawn<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

export const pick = fc.nat({ max: 10_000 });

export function columnName(
  theatre: Theatre,
  table: Table,
  column: number,
  strange: number,
): string {
  if (strange === 1) return "no_such_column";
  const { columns } = strange === 2 ? pickTable(theatre, column) : table;
  // Mostly one that the viewer knows, or all that is asked would be refused.
  const known =
    strange > 4 ? rightsOn(theatre.world, theatre.world.viewer, table.name)?.readable : null;
  const among = known ?? columns;
  return among[column % among.length]?.name ?? "";
}

export function textOf(theatre: Theatre, table: Table, name: string, value: number): string {
  const kind = table.columns.find((each) => each.name === name)?.kind ?? "text";
  if (value % 23 === 0) return "nonsense";
  const stored = rowsOf(theatre.now, table.name).flatMap((row: Row) => row[name] ?? []);
  const candidates = [...pools[kind], ...stored];
  return candidates[value % candidates.length] ?? "";
}

export function projectRecord(record: {
  readonly key: unknown;
  readonly label: unknown;
  readonly values: unknown;
  readonly masked?: unknown;
}): unknown {
  return {
    key: record.key,
    label: record.label,
    values: record.values,
    masked: record.masked ?? [],
  };
}

/** A key that the viewer cannot have comes before whatever else is wrong, but that there is nothing to address. */
export function expectAddressed(
  theatre: Theatre,
  table: Table,
  key: readonly string[],
  expected: Expected,
): Expected {
  const isAddressed = !("refused" in addressedRights(momentOf(theatre), table.name));
  return isAddressed && isUnknownSeal(theatre, table, key) ? { refused: "invalid_key" } : expected;
}
