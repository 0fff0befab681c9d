import type { ComparisonOperator, Filter, ProblemCode } from "../../src/contract/index.ts";
import type { Rights } from "./model-rights.ts";
import { rightsOn } from "./model-rights.ts";
import type { Shown } from "./model-value.ts";
import {
  addressOf,
  compareNullable,
  compareTexts,
  disguise,
  fit,
  keyOf,
  wireOf,
} from "./model-value.ts";
import type { Column, Data, Kind, Row, Table, Viewer, World } from "./world.ts";
import { columnOf, rowsOf } from "./world.ts";

/** What an answer must say, as far as the policy decides it. */
export type Expected =
  | { readonly refused: ProblemCode; readonly channel?: Channel }
  | { readonly body: unknown; readonly isEmpty: boolean; readonly channel?: Channel };

/** What PostgreSQL itself gives away of rows that the viewer may not see. */
export type Channel = "unique" | "foreignKey" | "size";

/** The world at a moment, and who asks. */
export interface Moment {
  readonly world: World;
  readonly viewer: Viewer;
  readonly data: Data;
}

export interface ListAsked {
  readonly filter: readonly Filter[];
  readonly sort: readonly { readonly field: string; readonly direction: "asc" | "desc" }[];
  readonly fields: readonly string[] | null;
  readonly search: string;
}

export interface RecordShown {
  readonly key: Shown | null;
  readonly label: Shown;
  readonly values: { readonly [field: string]: Shown };
  readonly masked: readonly string[];
}

const equality = ["eq", "ne", "in", "nin"] as const;
const order = ["lt", "lte", "gt", "gte", "between"] as const;
const operators: { readonly [kind in Kind]: readonly ComparisonOperator[] } = {
  text: [...equality, "contains", "containss", "startswith", "startswithss"],
  integer: [...equality, ...order],
  bigint: [...equality, ...order],
  decimal: [...equality, ...order],
  boolean: ["eq", "ne"],
  enum: equality,
  date: [...equality, ...order],
};

export function operatorsOf(rights: Rights, column: Column): readonly ComparisonOperator[] {
  if (!rights.isFilterable(column)) return rights.isLookedUp(column) ? ["eq"] : [];
  return [...operators[column.kind], ...(column.nullable ? (["null", "nnull"] as const) : [])];
}

/** The records that a list is made of, in its order; or why there is none. */
export function listRows(
  { data }: Moment,
  rights: Rights,
  asked: ListAsked,
): readonly Row[] | { readonly refused: ProblemCode } {
  const { table, readable } = rights;
  const find = (name: string) => readable.find((column) => column.name === name);
  if (asked.fields?.some((name) => !find(name))) return { refused: "unknown_field" };
  const judge = compileFilters(rights, asked.filter);
  if ("refused" in judge) return judge;
  const sorted = asked.sort.map(({ field }) => find(field));
  if (sorted.includes(undefined)) return { refused: "unknown_field" };
  if (sorted.some((column) => column && !rights.isSortable(column)))
    return { refused: "field_not_sortable" };
  const inSearch = searching(rights, asked.search.trim());
  return rowsOf(data, table.name)
    .filter((row) => rights.isVisible(row) && judge.meets(row) && inSearch(row))
    .toSorted(orderOf(rights, asked.sort));
}

type Judged = { readonly meets: (row: Row) => boolean } | { readonly refused: ProblemCode };

function compileFilters(rights: Rights, filters: readonly Filter[]): Judged {
  const parts = filters.map((filter) => compileFilter(rights, filter));
  return (
    refusalAmong(parts) ?? {
      meets: (row) => parts.every((part) => "meets" in part && part.meets(row)),
    }
  );
}

/** A field that may not be used weighs more than a value that does not fit. */
function refusalAmong(parts: readonly Judged[]): Judged | undefined {
  const refused = parts.filter((part) => "refused" in part);
  return refused.findLast((part) => part.refused !== "invalid_filter") ?? refused[0];
}

function compileFilter(rights: Rights, filter: Filter): Judged {
  if (!("field" in filter)) {
    const parts = filter.value.map((each) => compileFilter(rights, each));
    const refused = refusalAmong(parts);
    if (refused) return refused;
    const meets = (row: Row) => (part: Judged) => "meets" in part && part.meets(row);
    return filter.operator === "and"
      ? { meets: (row) => parts.every(meets(row)) }
      : { meets: (row) => parts.some(meets(row)) };
  }
  const { operator } = filter;
  const column = rights.readable.find(({ name }) => name === filter.field);
  if (!column) return { refused: "unknown_field" };
  if (!operatorsOf(rights, column).includes(operator)) return { refused: "field_not_filterable" };
  const given = operator === "null" || operator === "nnull" ? [] : [filter.value].flat();
  const texts = given.map((value) => fit(column.kind, String(value)));
  if (texts.includes(null)) return { refused: "invalid_filter" };
  const isMet = comparing(column.kind, operator, texts.map(String));
  const isLookup = rights.isLookedUp(column) && operator === "eq";
  return {
    meets: (row) =>
      (isLookup ? rights.levelOf(column, row) !== "absent" : rights.isFound(column, row)) &&
      isMet(row[column.name] ?? null),
  };
}

function comparing(
  kind: Kind,
  operator: ComparisonOperator,
  texts: readonly string[],
): (value: string | null) => boolean {
  const [first = "", second = ""] = texts;
  const present = (judge: (value: string) => boolean) => (value: string | null) =>
    value !== null && judge(value);
  switch (operator) {
    case "null":
      return (value) => value === null;
    case "nnull":
      return (value) => value !== null;
    case "ne":
      return (value) => value !== first;
    case "nin":
      return (value) => value === null || !texts.includes(value);
    case "in":
      return present((value) => texts.includes(value));
    case "lt":
      return present((value) => compareTexts(kind, value, first) < 0);
    case "lte":
      return present((value) => compareTexts(kind, value, first) <= 0);
    case "gt":
      return present((value) => compareTexts(kind, value, first) > 0);
    case "gte":
      return present((value) => compareTexts(kind, value, first) >= 0);
    case "between":
      return present(
        (value) => compareTexts(kind, value, first) >= 0 && compareTexts(kind, value, second) <= 0,
      );
    case "contains":
      return present((value) => value.toLowerCase().includes(first.toLowerCase()));
    case "containss":
      return present((value) => value.includes(first));
    case "startswith":
      return present((value) => value.toLowerCase().startsWith(first.toLowerCase()));
    case "startswithss":
      return present((value) => value.startsWith(first));
    default:
      return present((value) => value === first);
  }
}

/** Less than this is no whole value, and a masked one is not looked up by it. */
const leastLookedUp = 6;

/** Quick search over a small table: its one key, the search fields and the label. */
function searching(rights: Rights, typed: string): (row: Row) => boolean {
  if (typed === "") return () => true;
  const { table, readable } = rights;
  const names = [
    ...(table.key.length === 1 && hasAddress(rights) ? table.key : []),
    ...table.search,
    ...(labelColumn(rights) ? [labelColumn(rights)?.name] : []),
  ];
  const columns = readable.filter(({ name }) => names.includes(name));
  const judges = columns.flatMap((column) => {
    const fitted = fit(column.kind, typed);
    if (rights.isLookedUp(column))
      return typed.length < leastLookedUp || fitted === null
        ? []
        : [(row: Row) => rights.levelOf(column, row) !== "absent" && row[column.name] === fitted];
    if (!rights.isFilterable(column) || fitted === null) return [];
    const isMet = comparing(column.kind, column.kind === "text" ? "contains" : "eq", [fitted]);
    return [(row: Row) => rights.isFound(column, row) && isMet(row[column.name] ?? null)];
  });
  return (row) => judges.some((judge) => judge(row));
}

function orderOf(rights: Rights, asked: ListAsked["sort"]): (one: Row, other: Row) => number {
  const { table } = rights;
  const usual = columnOf(table, table.sort);
  const sort =
    asked.length > 0
      ? asked
      : rights.readable.includes(usual) && rights.isSortable(usual)
        ? [{ field: usual.name, direction: "asc" as const }]
        : [];
  const last = sort.at(-1)?.direction ?? "asc";
  const terms = [...sort, ...table.key.map((field) => ({ field, direction: last }))];
  return (one, other) => {
    for (const { field, direction } of terms) {
      const { kind } = columnOf(table, field);
      const compared = compareNullable(kind, one[field] ?? null, other[field] ?? null);
      if (compared !== 0) return direction === "asc" ? compared : -compared;
    }
    return 0;
  };
}

/** Whether single records can be named: the whole key is shown of every record. */
export function hasAddress({ table, readable, isAlwaysShown }: Rights): boolean {
  return table.key.every((name) =>
    readable.some((column) => column.name === name && isAlwaysShown(column)),
  );
}

export function labelColumn(rights: Rights): Column | null {
  const { table, readable } = rights;
  // Text that alone tells records apart stands for them where nothing else does.
  const [only] = table.key;
  const isTelling =
    table.key.length === 1 &&
    only !== undefined &&
    columnOf(table, only).kind === "text" &&
    !table.references.some(({ columns }) => columns.includes(only));
  const candidates = [table.label, isTelling ? only : null];
  for (const name of candidates) {
    const column = readable.find((each) => each.name === name);
    if (column && rights.isAlwaysShown(column) && rights.isAlwaysClear(column)) return column;
  }
  return null;
}

export function keyShown(rights: Rights, row: Row): Shown | null {
  const { table } = rights;
  if (!hasAddress(rights)) return null;
  const parts = keyOf(table, row);
  const isSealed = table.key.some((name) => rights.isMasked(columnOf(table, name)));
  return isSealed ? { law: `key of ${table.name}`, of: addressOf(parts) } : addressOf(parts);
}

export function labelShown(rights: Rights, row: Row): Shown {
  const { table } = rights;
  const column = labelColumn(rights);
  const text = column && row[column.name];
  if (text) return text;
  if (!hasAddress(rights)) return "";
  const parts = table.key.map((name) => {
    const part = columnOf(table, name);
    return rights.isMasked(part) ? disguise(table, part, row[name] ?? "") : (row[name] ?? "");
  });
  if (parts.every((part) => typeof part === "string")) return parts.join(", ");
  return { law: `label of ${table.name}`, of: JSON.stringify(parts) };
}

/** A record as its viewer is shown it. */
export function recordShown(
  rights: Rights,
  row: Row,
  fields: readonly string[] | null = null,
): RecordShown {
  const shown = rights.readable
    .filter(({ name }) => fields === null || fields.includes(name))
    .map((column) => ({ column, level: rights.levelOf(column, row) }))
    .filter(({ level }) => level !== "absent");
  return {
    key: keyShown(rights, row),
    label: labelShown(rights, row),
    values: Object.fromEntries(
      shown.map(({ column, level }) => [
        column.name,
        valueShown(rights.table, column, level, row[column.name] ?? null),
      ]),
    ),
    masked: shown.flatMap(({ column, level }) => (level === "masked" ? [column.name] : [])),
  };
}

export function valueShown(
  table: Table,
  column: Column,
  level: "clear" | "masked" | "absent",
  text: string | null,
): Shown {
  return level === "masked" && text !== null ? disguise(table, column, text) : wireOf(column, text);
}

/** The rights on a table whose records the viewer can name; or why they cannot. */
export function addressedRights(
  { world, viewer }: Moment,
  table: string,
): Rights | { readonly refused: "not_found" } {
  const rights = rightsOn(world, viewer, table);
  return rights && hasAddress(rights) ? rights : { refused: "not_found" };
}

function findRow({ data }: Moment, table: Table, key: readonly string[]): Row | undefined {
  return rowsOf(data, table.name).find((row) => keyOf(table, row).join("\0") === key.join("\0"));
}

/** The record of a key, where the viewer may see it. */
export function findVisible(
  moment: Moment,
  rights: Rights,
  key: readonly string[],
): Row | undefined {
  const row = findRow(moment, rights.table, key);
  return row && rights.isVisible(row) ? row : undefined;
}
