import type { Filter, GridState, Sort } from "purser/contract";
import { parseName, parseSort, printName, printSort } from "../api/wire-name.ts";

/** Everything that decides what a grid shows, as its address holds it. */
export interface GridAddress extends GridState {
  readonly after: string | null;
  readonly before: string | null;
  readonly limit: PageSize;
  /** The saved view that this began as. */
  readonly view: string | null;
}

export const pageSizes = [25, 50, 100, 200] as const;
type PageSize = (typeof pageSizes)[number];

export const emptyGrid: GridAddress = {
  filter: [],
  sort: [],
  search: "",
  columns: null,
  after: null,
  before: null,
  limit: 50,
  view: null,
};

/** The change that leads back to the first page. */
export const firstPage = { after: null, before: null } as const;

/** A change of these asks another question, whose pages the old cursor does not know. */
const questions = ["filter", "sort", "search", "limit"] as const;

export function changeGrid(now: GridAddress, change: Partial<GridAddress>): GridAddress {
  const asksAnew = questions.some((name) => name in change);
  return { ...now, ...(asksAnew ? firstPage : {}), ...change };
}

/** Null when the filter is not one that this console could have written. */
export function parseGridState(params: URLSearchParams): GridAddress | null {
  const filter = parseFilters(params.get("filter") ?? "[]");
  if (filter === null) return null;
  const columns = params.get("columns");
  const limit = Number(params.get("limit"));
  return {
    filter,
    sort: names(params.get("sort")).map(parseSort),
    search: params.get("search") ?? "",
    columns: columns === null ? null : names(columns).map((name) => ({ field: parseName(name) })),
    after: params.get("after"),
    before: params.get("before"),
    limit: pageSizes.find((size) => size === limit) ?? emptyGrid.limit,
    view: params.get("view"),
  };
}

/** The part of an address behind the question mark; what is as usual is left out. */
export function printGridState(grid: Partial<GridAddress>): string {
  const { filter, sort, search, columns, after, before, limit, view } = { ...emptyGrid, ...grid };
  const params = new URLSearchParams();
  if (filter.length > 0) params.set("filter", JSON.stringify(filter));
  if (sort.length > 0) params.set("sort", sort.map(printSort).join(","));
  if (search !== "") params.set("search", search);
  if (columns !== null)
    params.set("columns", columns.map(({ field }) => printName(field)).join(","));
  if (limit !== emptyGrid.limit) params.set("limit", String(limit));
  if (after !== null) params.set("after", after);
  if (before !== null) params.set("before", before);
  if (view !== null) params.set("view", view);
  return params.toString();
}

/** The sort after a click on a field: ascending, then descending, then none; `add` keeps the others. */
export function cycleSort(sort: readonly Sort[], field: string, add: boolean): readonly Sort[] {
  const at = sort.findIndex((one) => one.field === field);
  const now = sort[at];
  if (now === undefined) return [...(add ? sort : []), { field, direction: "asc" }];
  const next: readonly Sort[] = now.direction === "asc" ? [{ field, direction: "desc" }] : [];
  return add ? sort.toSpliced(at, 1, ...next) : next;
}

function names(list: string | null): readonly string[] {
  return list === null || list === "" ? [] : list.split(",");
}

function parseFilters(text: string): readonly Filter[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((one) => isFilter(one, 0)) ? value : null;
  } catch {
    return null;
  }
}

const deepest = 8;

/** Of the shape of a filter; whether its field and operator exist is for the server to say. */
function isFilter(value: unknown, depth: number): value is Filter {
  if (typeof value !== "object" || value === null || depth > deepest) return false;
  if (!("operator" in value) || typeof value.operator !== "string") return false;
  if (value.operator === "and" || value.operator === "or") {
    return (
      "value" in value &&
      Array.isArray(value.value) &&
      value.value.every((one) => isFilter(one, depth + 1))
    );
  }
  return "field" in value && typeof value.field === "string";
}
