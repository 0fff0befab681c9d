import fc from "fast-check";
import type { Filter, RelationDescription } from "../../src/contract/index.ts";
import { comparisonOperators } from "../../src/contract/index.ts";
import { pools } from "./generate-world.ts";
import type { Expected, ListAsked } from "./model-read.ts";
import {
  addressedRights,
  findVisible,
  keyShown,
  labelShown,
  listRows,
  operatorsOf,
  recordShown,
} from "./model-read.ts";
import type { Rights } from "./model-rights.ts";
import { rightsOn } from "./model-rights.ts";
import { read } from "./model-write.ts";
import type { Answer } from "./stage.ts";
import type { Theatre } from "./theatre.ts";
import {
  isUnknownSeal,
  judge,
  momentOf,
  pathKey,
  pickKey,
  pickTable,
  wireForm,
} from "./theatre.ts";
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

const pick = fc.nat({ max: 10_000 });

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
    { weight: 2, arbitrary: fc.constant<Drawn<typeof condition>[]>([]) },
    { weight: 3, arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }) },
  ),
  sort: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Drawn<typeof term>[]>([]) },
    fc.array(term, { minLength: 1, maxLength: 2 }),
  ),
  fields: fc.option(fc.array(fc.record({ column: pick, strange: fc.integer({ min: 1, max: 40 }) }), { maxLength: 3 }), {
    freq: 3,
  }),
  search: fc.option(pick, { freq: 4 }),
  limit: fc.constantFrom(0, 1, 2, 3, 50),
  count: fc.constantFrom("none" as const, "estimate" as const, "exact" as const),
});
export type ListDrawn = Drawn<typeof listDraw>;

interface ListResolved extends ListAsked {
  readonly limit: number;
  readonly count: "none" | "estimate" | "exact";
}

export function columnName(theatre: Theatre, table: Table, column: number, strange: number): string {
  if (strange === 1) return "no_such_column";
  const { columns } = strange === 2 ? pickTable(theatre, column) : table;
  // Mostly one that the viewer knows, or all that is asked would be refused.
  const known = strange > 4 ? rightsOn(theatre.world, theatre.world.viewer, table.name)?.readable : null;
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
      drawn.fields?.map(({ column, strange }) => columnName(theatre, table, column, strange)) ?? null,
    search: drawn.search === null ? "" : searchText(drawn.search),
    limit: drawn.limit,
    count: drawn.count,
  };
}

const typed = [...pools.text, ...pools.text.map((each) => each.slice(0, 3)), "1", "2", "3", "open"];

function searchText(value: number): string {
  return typed[value % typed.length] ?? "";
}

function queryOf({ filter, sort, fields, search, limit, count }: ListResolved): URLSearchParams {
  return new URLSearchParams({
    ...(filter.length > 0 && { filter: JSON.stringify(filter) }),
    ...(sort.length > 0 && { sort: sortTexts(sort).join(",") }),
    ...(fields !== null && fields.length > 0 && { fields: fields.join(",") }),
    ...(search !== "" && { search }),
    limit: String(limit),
    count,
  });
}

function sortTexts(sort: ListAsked["sort"]): readonly string[] {
  return sort.map(({ field, direction }) => (direction === "asc" ? field : `-${field}`));
}

/** A page, as the model has it: rows from a place on. */
function pageOf(
  rights: Rights,
  rows: readonly Row[],
  asked: ListResolved,
  from: number,
  page: { readonly next: boolean; readonly previous: boolean },
): Expected {
  const shown = rows.slice(from, from + asked.limit);
  return {
    body: {
      records: shown.map((row) => recordShown(rights, row, asked.fields?.length ? asked.fields : null)),
      page,
      count: asked.count === "none" ? null : { value: rows.length, kind: "exact" },
    },
    isEmpty: shown.length === 0,
  };
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

function projectPage({ json }: Answer): unknown {
  return {
    records: json.records.map(projectRecord),
    page: { next: json.page.next !== null, previous: json.page.previous !== null },
    count: json.count,
  };
}

/** Puts a list to both sides, then follows its cursors forwards and back. */
async function walk(
  theatre: Theatre,
  operation: string,
  path: string,
  rights: Rights | null,
  asked: ListResolved,
  rowsOrRefusal: readonly Row[] | { readonly refused: "not_found" | "invalid_key" } | null,
): Promise<void> {
  const listed = rowsOrRefusal ?? (rights ? listRows(momentOf(theatre), rights, { ...asked, fields: asked.fields?.length ? asked.fields : null }) : { refused: "not_found" as const });
  const rows = isRows(listed) ? listed : [];
  const query = queryOf(asked);
  const ask = (cursor: { readonly [name: string]: readonly [string, string] }, expected: Expected) =>
    judge(
      theatre,
      operation,
      (side) => {
        const index = side === theatre.sides[0] ? 0 : 1;
        const place = Object.entries(cursor).map(([name, both]) => [name, both[index]] as const);
        return { method: "GET", path: `${path}?${new URLSearchParams([...query, ...place.map(([name, value]): [string, string] => [name, value ?? ""])])}` };
      },
      expected,
      projectPage,
    );
  if (!isRows(listed) || rights === null) {
    await ask({}, isRows(listed) ? { refused: "not_found" } : listed);
    return;
  }
  const { limit } = asked;
  const hasMore = limit > 0 && rows.length > limit;
  const [one, other] = await ask({}, pageOf(rights, rows, asked, 0, { next: hasMore, previous: false }));
  if (!hasMore || theatre.parted) return;
  const [further, twinFurther] = await ask(
    { after: [one.json.page.next, other.json.page.next] },
    pageOf(rights, rows, asked, limit, { next: rows.length > 2 * limit, previous: true }),
  );
  await ask(
    { before: [further.json.page.previous, twinFurther.json.page.previous] },
    pageOf(rights, rows, asked, 0, { next: true, previous: false }),
  );
}

function isRows(listed: readonly Row[] | { readonly refused: string }): listed is readonly Row[] {
  return Array.isArray(listed);
}

export const list = defineAsking({
  draw: fc.record({ table: pick, list: listDraw }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const rights = rightsOn(theatre.world, theatre.world.viewer, table.name);
    const resolved = resolveList(theatre, table, asked.list);
    await walk(theatre, "record.list", `/api/resources/${table.name}/records`, rights, resolved, null);
  },
});

export const search = defineAsking({
  draw: fc.record({ table: pick, list: listDraw }),
  play: async (theatre, drawn) => {
    const table = pickTable(theatre, drawn.table);
    const rights = rightsOn(theatre.world, theatre.world.viewer, table.name);
    const asked = resolveList(theatre, table, drawn.list);
    const rows = rights ? listRows(momentOf(theatre), rights, asked) : { refused: "not_found" as const };
    const { filter, fields, limit, count } = asked;
    await judge(
      theatre,
      "record.search",
      () => ({
        method: "POST",
        path: `/api/resources/${table.name}/records/search`,
        body: {
          filter,
          sort: sortTexts(asked.sort),
          ...(fields && { fields }),
          search: asked.search,
          limit,
          count,
        },
      }),
      isRows(rows) && rights
        ? {
            ...pageOf(rights, rows, asked, 0, { next: limit > 0 && rows.length > limit, previous: false }),
            ...(fields?.length === 0 && { body: withoutValues(rights, rows, asked) }),
          }
        : isRows(rows)
          ? { refused: "not_found" }
          : rows,
      projectPage,
    );
  },
});

/** An empty list of fields asks for none. */
function withoutValues(rights: Rights, rows: readonly Row[], asked: ListResolved): unknown {
  const { limit, count } = asked;
  return {
    records: rows.slice(0, limit).map((row) => recordShown(rights, row, [])),
    page: { next: limit > 0 && rows.length > limit, previous: false },
    count: count === "none" ? null : { value: rows.length, kind: "exact" },
  };
}

export const readOne = defineAsking({
  draw: fc.record({ table: pick, key: pick }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const key = pickKey(theatre, table, asked.key);
    await judge(
      theatre,
      "record.read",
      () => ({ method: "GET", path: `/api/resources/${table.name}/records/${pathKey(theatre, table, key)}` }),
      expectAddressed(theatre, table, key, read(momentOf(theatre), table.name, key)),
      ({ json }) => projectRecord(json),
    );
  },
});

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

export const related = defineAsking({
  draw: fc.record({ table: pick, key: pick, relation: pick, then: pick, list: listDraw }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const key = pickKey(theatre, table, asked.key);
    const target = await follow(theatre, table, key, asked.relation, asked.list);
    // Two hops: from a record that the first one led to.
    if (target === null || theatre.parted) return;
    const [row] = target.rows;
    if (row) {
      const next = target.table.key.map((name) => row[name] ?? "");
      await follow(theatre, target.table, next, asked.then, asked.list);
    }
  },
});

async function follow(
  theatre: Theatre,
  table: Table,
  key: readonly string[],
  pickRelation: number,
  drawn: ListDrawn,
): Promise<{ readonly table: Table; readonly rows: readonly Row[] } | null> {
  const { world } = theatre;
  const relations = theatre.relations.get(table.name) ?? [];
  const known = relations.filter((each) => isKnownRelation(theatre, table, each));
  // Mostly a way that the viewer has.
  const among = pickRelation % 4 > 0 && known.length > 0 ? known : relations;
  const relation = among[Math.floor(pickRelation / 4) % (among.length + (among === known ? 0 : 1))];
  const name = relation?.name ?? "no_such_relation";
  const path = `/api/resources/${table.name}/records/${pathKey(theatre, table, key)}/related/${name}`;
  const moment = momentOf(theatre);
  const near = addressedRights(moment, table.name);
  const target = relation ? rightsOn(world, world.viewer, relation.resource) : null;
  const resolved = resolveList(theatre, target?.table ?? table, drawn);
  const refuse = async (refused: "not_found" | "invalid_key") => {
    await walk(theatre, "record.related", path, null, resolved, { refused });
    return null;
  };
  if ("refused" in near) return refuse("not_found");
  if (isUnknownSeal(theatre, table, key)) return refuse("invalid_key");
  if (relation === undefined || target === null || !isKnownRelation(theatre, table, relation))
    return refuse("not_found");
  const link = relation.through === null ? null : rightsOn(world, world.viewer, relation.through);
  const listed = listRows(moment, target, { ...resolved, fields: resolved.fields?.length ? resolved.fields : null });
  const start = findVisible(moment, near, key);
  if (isRows(listed) && !start) return refuse("not_found");
  const rows = isRows(listed)
    ? listed.filter((row) => start && isRelated(theatre, { relation, link, near: table }, start, row))
    : listed;
  await walk(theatre, "record.related", path, target, resolved, rows as readonly Row[]);
  return isRows(rows) ? { table: target.table, rows } : null;
}

/** Whether the viewer may follow a relation: whatever it is made of is clear to them everywhere. */
export function isKnownRelation(
  { world }: Theatre,
  table: Table,
  relation: RelationDescription,
): boolean {
  const isClear = (name: string, columns: (rights: Rights) => readonly string[]) => {
    const rights = rightsOn(world, world.viewer, name);
    return (
      rights !== null &&
      columns(rights).every((each) =>
        rights.readable.some((column) => column.name === each && rights.isAlwaysClear(column)),
      )
    );
  };
  return (
    isClear(table.name, () => relation.fields) &&
    isClear(relation.resource, () => relation.targetFields) &&
    (relation.through === null ||
      isClear(relation.through, (link) => joinColumns(link, table.name, relation.resource).flat()))
  );
}

/** The join table's columns that point to the one and to the other end. */
function joinColumns(
  link: Rights | null,
  near: string,
  far: string,
): readonly [near: readonly string[], far: readonly string[]] {
  const columnsTo = (target: string) =>
    link?.table.references.find((each) => each.target === target)?.columns ?? [];
  return [columnsTo(near), columnsTo(far)];
}

function isRelated(
  { now }: Theatre,
  way: {
    readonly relation: { readonly fields: readonly string[]; readonly targetFields: readonly string[]; readonly resource: string };
    readonly link: Rights | null;
    readonly near: Table;
  },
  start: Row,
  row: Row,
): boolean {
  const { relation, link, near } = way;
  const equal = (one: Row, names: readonly string[], other: Row, others: readonly string[]) =>
    names.every((name, index) => {
      const value = one[name] ?? null;
      return value !== null && value === other[others[index] ?? ""];
    });
  if (link === null) return equal(row, relation.targetFields, start, relation.fields);
  const [nearColumns, farColumns] = joinColumns(link, near.name, relation.resource);
  return rowsOf(now, link.table.name).some(
    (joined) =>
      link.isVisible(joined) &&
      equal(joined, nearColumns, start, relation.fields) &&
      equal(joined, farColumns, row, relation.targetFields),
  );
}

export const lookup = defineAsking({
  draw: fc.record({ table: pick, keys: fc.array(pick, { maxLength: 4 }), search: fc.option(pick) }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const moment = momentOf(theatre);
    const keys = asked.keys.map((each) => pickKey(theatre, table, each));
    const rights = addressedRights(moment, table.name);
    const searched = asked.search === null ? "" : searchText(asked.search);
    const expect = (): Expected => {
      if ("refused" in rights) return rights;
      if (keys.some((key) => isUnknownSeal(theatre, table, key))) return { refused: "invalid_key" };
      const listed = listRows(moment, rights, { filter: [], sort: [], fields: null, search: searched });
      if (!isRows(listed)) return listed;
      const wanted = new Set(keys.map((key) => key.join("\0")));
      const rows = listed.filter(
        (row) => wanted.size === 0 || wanted.has(table.key.map((name) => row[name]).join("\0")),
      );
      const records = rows.map((row) => ({ key: keyShown(rights, row), label: labelShown(rights, row) }));
      return { body: { records }, isEmpty: records.length === 0 };
    };
    const query = new URLSearchParams([
      ...keys.map((key): [string, string] => ["keys", pathKey(theatre, table, key)]),
      ...(searched === "" ? [] : [["search", searched] as [string, string]]),
    ]);
    await judge(
      theatre,
      "record.lookup",
      () => ({ method: "GET", path: `/api/resources/${table.name}/lookup?${query}` }),
      expect(),
    );
  },
});
