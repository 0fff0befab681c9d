import fc from "fast-check";
import type { Drawn } from "./asking.ts";
import {
  columnName,
  defineAsking,
  expectAddressed,
  pick,
  projectRecord,
  textOf,
} from "./asking.ts";
import type { Moment } from "./model-read.ts";
import { rightsOn } from "./model-rights.ts";
import { keyOf } from "./model-value.ts";
import type { WriteAsked, Written } from "./model-write.ts";
import { create, read, remove, replay, update } from "./model-write.ts";
import type { Answer, Call } from "./stage.ts";
import type { Side, Theatre } from "./theatre.ts";
import {
  Disagreement,
  judge,
  momentOf,
  pathKey,
  pickKey,
  pickTable,
  refresh,
  twinMomentOf,
  wireForm,
} from "./theatre.ts";
import type { Data, Row, Table } from "./world.ts";
import { rowsOf } from "./world.ts";

const given = fc.record({
  column: pick,
  strange: fc.integer({ min: 1, max: 40 }),
  value: pick,
  isNull: fc.integer({ min: 1, max: 8 }),
});

const version = fc.constantFrom("current", "current", "current", "stale", "none" as const);

export const createRecord = defineAsking({
  draw: fc.record({
    table: pick,
    /** Of every column that must be given, or may be; and of some others. */
    values: pick,
    extra: fc.array(given, { maxLength: 2 }),
    leaveOut: fc.option(pick, { freq: 3 }),
    again: fc.boolean(),
  }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const values = newValues(theatre, table, asked.values);
    for (const each of asked.extra) Object.assign(values, valueGiven(theatre, table, each));
    if (asked.leaveOut !== null) delete values[columnName(theatre, table, asked.leaveOut, 16)];
    const request = { table: table.name, key: [], values, version: "none" } as const;
    const written = both(theatre, (moment) => create(moment, request));
    const headers = { "idempotency-key": `case-${theatre.tally.cases}-${table.name}` };
    const call: Call = {
      method: "POST",
      path: `/api/resources/${table.name}/records`,
      body: { values: wireValues(table, values) },
      headers,
    };
    await write(theatre, "record.create", table.name, () => call, written);
    if (!asked.again || theatre.parted || "refused" in written[0].expected) return;
    const row = rowsOf(theatre.now, table.name).find(
      (each) => keyOf(table, each).join("\0") === table.key.map((name) => values[name]).join("\0"),
    );
    const key = row ? keyOf(table, row) : [];
    await judge(
      theatre,
      "record.create",
      () => call,
      replay(momentOf(theatre), table.name, key),
      projectWritten,
    );
  },
});

export const updateRecord = defineAsking({
  draw: fc.record({
    table: pick,
    key: pick,
    values: fc.array(given, { minLength: 1, maxLength: 2 }),
    version,
  }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const key = pickKey(theatre, table, asked.key);
    const values: Row = Object.assign(
      {},
      ...asked.values.map((each) => valueGiven(theatre, table, each)),
    );
    const request = { table: table.name, key, values, version: asked.version };
    const written = both(theatre, (moment) => update(moment, request));
    const body = { values: wireValues(table, values) };
    await writeVersioned(
      theatre,
      "record.update",
      table,
      request,
      { method: "PATCH", body },
      written,
    );
  },
});

export const deleteRecord = defineAsking({
  draw: fc.record({ table: pick, key: pick, version }),
  play: async (theatre, asked) => {
    const table = pickTable(theatre, asked.table);
    const key = pickKey(theatre, table, asked.key);
    const request = { table: table.name, key, values: {}, version: asked.version };
    const written = both(theatre, (moment) => remove(moment, request));
    await writeVersioned(theatre, "record.delete", table, request, { method: "DELETE" }, written);
  },
});

/** What the model says of a world and of its twin. */
type Both = readonly [Written, Written];

function both(theatre: Theatre, ask: (moment: Moment) => Written): Both {
  return [ask(momentOf(theatre)), ask(twinMomentOf(theatre))];
}

/** Reads the record for its version, as anybody must, and then writes. */
async function writeVersioned(
  theatre: Theatre,
  operation: string,
  table: Table,
  { key, version: wanted }: WriteAsked,
  call: Pick<Call, "method" | "body">,
  [written, twinWritten]: Both,
): Promise<void> {
  const path = `/api/resources/${table.name}/records/${pathKey(theatre, table, key)}`;
  const [one, other] = await judge(
    theatre,
    "record.read",
    () => ({ method: "GET", path }),
    expectAddressed(theatre, table, key, read(momentOf(theatre), table.name, key)),
    ({ json }) => projectRecord(json),
  );
  const headersOf = (side: Side): { readonly [name: string]: string } => {
    if (wanted === "none") return {};
    const { etag } = (side === theatre.sides[0] ? one : other).headers;
    return { "if-match": wanted === "current" && etag ? etag : '"AAAAAAAAAAAAAAAAAAAAAA"' };
  };
  const { expected, data, row } = written;
  const isDenied =
    "refused" in expected &&
    ["forbidden", "read_only"].includes(expected.refused) &&
    !isJudgedByRow(theatre, operation, table);
  const answered = isDenied ? expected : expectAddressed(theatre, table, key, expected);
  await write(
    theatre,
    operation,
    table.name,
    (side) => ({ ...call, path, headers: headersOf(side) }),
    [
      {
        expected: answered,
        data: answered === expected ? data : theatre.now,
        ...(row && { row }),
      },
      twinWritten,
    ],
  );
}

/** Whether the refusal was about this record, and not about every one. */
function isJudgedByRow({ world }: Theatre, operation: string, { name }: Table): boolean {
  const rights = rightsOn(world, world.viewer, name);
  const right = operation === "record.delete" ? "delete" : "update";
  if (!rights?.may(right)) return false;
  return right === "delete" || rights.writable("update").length > 0;
}

async function write(
  theatre: Theatre,
  operation: string,
  table: string,
  callOf: (side: Side) => Call,
  [{ expected, data, row }, twin]: Both,
): Promise<void> {
  const { sides } = theatre;
  try {
    const [one, other] = await judge(
      theatre,
      operation,
      callOf,
      expected,
      projectWritten,
      expected.channel ?? twin.expected.channel,
    );
    if (one.status < 300) theatre.targets.push(table);
    for (const [side, { status, json }] of [
      [sides[0], one],
      [sides[1], other],
    ] as const)
      if (status < 300) side.operations.push(json.operation);
  } finally {
    // Whatever came of it, the next question is about what is there.
    await refresh(theatre);
  }
  // A change to the same values is one, too.
  const place = sides[0].operations.length - 1;
  if (row && !("refused" in expected) && !theatre.log.some((change) => change.operation === place))
    theatre.log.push({ operation: place, table, before: row, after: row });
  const fault = compareData(data, theatre.now);
  if (fault)
    throw new Disagreement(
      `${operation} ${JSON.stringify(callOf(sides[0]))}\nthe rows are not as the model has them: ${fault}`,
    );
}

function compareData(expected: Data, actual: Data): string | null {
  for (const [table, rows] of Object.entries(actual)) {
    const texts = (each: readonly Row[]) =>
      each.map((row) => JSON.stringify(Object.entries(row).toSorted())).toSorted();
    const [wanted, there] = [texts(rowsOf(expected, table)), texts(rows)];
    const odd =
      there.find((row) => !wanted.includes(row)) ?? wanted.find((row) => !there.includes(row));
    if (odd || wanted.length !== there.length) return `${table} ${odd}`;
  }
  return null;
}

function projectWritten({ json }: Answer): unknown {
  const cascaded = json.cascaded.map(
    ({ resource, verb, count }: { resource: string | null; verb: string; count: number }) => ({
      resource,
      verb,
      count,
    }),
  );
  return { record: json.record && projectRecord(json.record), cascaded };
}

function wireValues(table: Table, values: Row): { readonly [name: string]: unknown } {
  return Object.fromEntries(
    Object.entries(values).map(([name, text]) => [name, wireForm(table, name, text)]),
  );
}

function valueGiven(
  theatre: Theatre,
  table: Table,
  { column, strange, value, isNull }: Drawn<typeof given>,
): Row {
  const { world } = theatre;
  const writable = rightsOn(world, world.viewer, table.name)?.writable("update") ?? [];
  // Mostly a field that may be written, if perhaps not of this record.
  const name =
    (strange > 8 ? writable[column % Math.max(1, writable.length)]?.name : undefined) ??
    columnName(theatre, table, column, strange);
  return { [name]: isNull === 1 ? null : textOf(theatre, table, name, value) };
}

/** A row that could be: a new key mostly, references to rows that are there, and a value of each field one may write. */
function newValues(
  theatre: Theatre,
  table: Table,
  seed: number,
): { [name: string]: string | null } {
  const { world, now } = theatre;
  const rights = rightsOn(world, world.viewer, table.name);
  const writable = new Set(rights?.writable("create").map(({ name }) => name));
  const values: { [name: string]: string | null } = {};
  for (const [index, { name, kind }] of table.columns.entries()) {
    if (!writable.has(name)) continue;
    const isKey = table.key.includes(name);
    const isFresh = isKey && seed % 5 !== 0 && (kind === "integer" || kind === "bigint");
    values[name] = isFresh
      ? String(400 + (seed % 90))
      : isKey && kind === "text" && seed % 5 !== 0
        ? `made-${seed % 90}`
        : textOf(theatre, table, name, seed * 23 + index * 7 + 1);
  }
  for (const { columns, target } of table.references) {
    const rows = rowsOf(now, target);
    const row = rows[seed % Math.max(1, rows.length)];
    const { key } = world.tables.find(({ name }) => name === target) ?? { key: [] };
    for (const [index, name] of columns.entries())
      if (writable.has(name)) values[name] = row?.[key[index] ?? ""] ?? null;
  }
  return values;
}
