import fc from "fast-check";
import type { Filter } from "../../src/contract/index.ts";
import { comparisonOperators } from "../../src/contract/index.ts";
import type { Drawn } from "./asking.ts";
import { columnName, pick, textOf } from "./asking.ts";
import { pools } from "./generate-tables.ts";
import type { ListAsked } from "./model-read.ts";
import { operatorsOf } from "./model-read.ts";
import { rightsOn } from "./model-rights.ts";
import type { Theatre } from "./theatre.ts";
import { wireForm } from "./theatre.ts";
import type { Table } from "./world.ts";

/** A comparison, drawn without knowing the table. */
const comparison = fc.record({
  column: pick,
  /** Seldom a column of another table, or none of any. */
  strange: fc.integer({ min: 1, max: 40 }),
  operator: fc.constantFrom(...comparisonOperators.filter((each) => each !== "ina")),
  /** Mostly one that the field has. */
  fitting: fc.integer({ min: 1, max: 6 }),
  value: pick,
  second: pick,
});

const condition = fc.oneof(
  { weight: 4, arbitrary: comparison.map((each) => ({ kind: "one" as const, parts: [each] })) },
  fc.record({
    kind: fc.constantFrom("and" as const, "or" as const),
    parts: fc.array(comparison, { minLength: 1, maxLength: 3 }),
  }),
);

const term = fc.record({
  column: pick,
  strange: fc.integer({ min: 1, max: 40 }),
  descending: fc.boolean(),
});

export const listDraw = fc.record({
  filter: fc.oneof(
    { weight: 4, arbitrary: fc.constant<Drawn<typeof condition>[]>([]) },
    { weight: 3, arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }) },
  ),
  sort: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Drawn<typeof term>[]>([]) },
    fc.array(term, { minLength: 1, maxLength: 2 }),
  ),
  fields: fc.option(
    fc.array(fc.record({ column: pick, strange: fc.integer({ min: 1, max: 40 }) }), {
      maxLength: 3,
    }),
    {
      freq: 3,
    },
  ),
  search: fc.option(pick, { freq: 4 }),
  limit: fc.constantFrom(0, 1, 2, 3, 50),
  count: fc.constantFrom("none" as const, "estimate" as const, "exact" as const),
});

export type ListDrawn = Drawn<typeof listDraw>;

export interface ListResolved extends ListAsked {
  readonly limit: number;
  readonly count: "none" | "estimate" | "exact";
}

export function resolveList(theatre: Theatre, table: Table, drawn: ListDrawn): ListResolved {
  const { world } = theatre;
  const rights = rightsOn(world, world.viewer, table.name);
  const one = (each: ListDrawn["filter"][number]["parts"][number]): Filter => {
    const field = columnName(theatre, table, each.column, each.strange);
    const column = rights?.readable.find(({ name }) => name === field);
    const known = column && rights ? operatorsOf(rights, column) : [];
    const operator =
      each.fitting > 1 && known.length > 0
        ? (known[each.value % known.length] ?? each.operator)
        : each.operator;
    const first = textOf(theatre, table, field, each.value);
    const second = textOf(theatre, table, field, each.second);
    const wire = (text: string) => wireForm(table, field, text) as string;
    if (operator === "null" || operator === "nnull") return { field, operator };
    if (operator === "in" || operator === "nin" || operator === "between")
      return { field, operator, value: [wire(first), wire(second)] };
    const isLike = operator.startsWith("contains") || operator.startsWith("starts");
    return { field, operator, value: isLike ? first.slice(0, 1 + (each.second % 4)) : wire(first) };
  };
  return {
    filter: drawn.filter.flatMap(({ kind, parts }) =>
      kind === "one" ? parts.map(one) : [{ operator: kind, value: parts.map(one) }],
    ),
    sort: drawn.sort.map(({ column, strange, descending }) => ({
      field: columnName(theatre, table, column, strange),
      direction: descending ? "desc" : "asc",
    })),
    fields:
      drawn.fields?.map(({ column, strange }) => columnName(theatre, table, column, strange)) ??
      null,
    search: drawn.search === null ? "" : searchText(drawn.search),
    limit: drawn.limit,
    count: drawn.count,
  };
}

const typed = [...pools.text, ...pools.text.map((each) => each.slice(0, 3)), "1", "2", "3", "open"];

export function searchText(value: number): string {
  return typed[value % typed.length] ?? "";
}
