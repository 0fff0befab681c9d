import type { Channel, Expected, Moment } from "./model-read.ts";
import { addressedRights, findVisible, hasAddress, recordShown } from "./model-read.ts";
import type { Rights } from "./model-rights.ts";
import { rightsOn } from "./model-rights.ts";
import { fit, keyOf } from "./model-value.ts";
import type { Column, Data, Reference, Row, Table } from "./world.ts";
import { columnOf, rowsOf, tableOf } from "./world.ts";

/** What a write is answered with, and the rows as they then are. */
export interface Written {
  readonly expected: Expected;
  readonly data: Data;
  /** Of an update, the row as it was. */
  readonly row?: Row;
}

export interface WriteAsked {
  readonly table: string;
  /** Of update and delete. */
  readonly key: readonly string[];
  /** By field name, as PostgreSQL's text. */
  readonly values: Row;
  readonly version: "current" | "stale" | "none";
}

export function create(moment: Moment, asked: WriteAsked): Written {
  const { world, viewer, data } = moment;
  const refused = refuser(data);
  const rights = rightsOn(world, viewer, asked.table);
  if (!rights) return refused("not_found");
  const denied = denialOf(rights, "create");
  if (denied) return refused(denied);
  const unfit = judgeValues(rights, "create", asked.values);
  if (unfit) return refused(unfit);
  const writable = rights.writable("create");
  const isMissing = (column: Column) =>
    !column.nullable && !Object.hasOwn(asked.values, column.name);
  if (writable.some(isMissing)) return refused("invalid_values");
  const { table } = rights;
  const row = Object.fromEntries(
    table.columns.map((column) => [column.name, asked.values[column.name] ?? null]),
  );
  const broken = brokenConstraint(moment, rights, row, null);
  if (broken) return { expected: broken, data };
  if (!rights.mayOf("create", row) || !mayAll(rights, "create", asked.values, row))
    return refused("forbidden");
  const after = { ...data, [table.name]: [...rowsOf(data, table.name), row] };
  return { expected: wrote(rights, row), data: after };
}

export function update(moment: Moment, asked: WriteAsked): Written {
  const { world, viewer, data } = moment;
  const refused = refuser(data);
  const rights = rightsOn(world, viewer, asked.table);
  if (!rights) return refused("not_found");
  const denied = denialOf(rights, "update") ?? (asked.version === "none" && "version_required");
  if (denied) return refused(denied);
  const unfit = judgeValues(rights, "update", asked.values);
  if (unfit) return refused(unfit);
  if (Object.keys(asked.values).length === 0) return refused("invalid_values");
  const row = findVisible(moment, rights, asked.key);
  if (!row) return refused("not_found");
  if (!mayAll(rights, "update", asked.values, row)) return refused("forbidden");
  if (asked.version === "stale") return refused("version_stale");
  const changed = { ...row, ...asked.values };
  const broken = brokenConstraint(moment, rights, changed, row);
  if (broken) return { expected: broken, data };
  if (!mayAll(rights, "update", asked.values, changed)) return refused("forbidden");
  // Nobody edits their way into another of their grants, or out of one.
  if (rights.standing(row) !== rights.standing(changed)) return refused("forbidden");
  const { name } = rights.table;
  const rows = rowsOf(data, name).map((each) => (each === row ? changed : each));
  return { expected: wrote(rights, changed), data: { ...data, [name]: rows }, row };
}

export function remove(moment: Moment, asked: WriteAsked): Written {
  const { world, viewer, data } = moment;
  const refused = refuser(data);
  const rights = rightsOn(world, viewer, asked.table);
  if (!rights) return refused("not_found");
  const denied = denialOf(rights, "delete") ?? (asked.version === "none" && "version_required");
  if (denied) return refused(denied);
  const row = findVisible(moment, rights, asked.key);
  if (!row) return refused("not_found");
  if (!rights.mayOf("delete", row)) return refused("forbidden");
  if (asked.version === "stale") return refused("version_stale");
  const removal = removeRow(moment, rights.table, row);
  if (removal === null) return { expected: { refused: "conflict", channel: "foreignKey" }, data };
  // Consequences are counted where every one of them is for the viewer to see.
  const cascaded = removal.changes.flatMap(({ table, verb, count }) => {
    const seen = rightsOn(world, viewer, table);
    return seen && !seen.isRuled ? [{ resource: table, verb, count }] : [];
  });
  cascaded.sort((one, other) => (wordsOf(one) < wordsOf(other) ? -1 : 1));
  return {
    expected: { body: { record: null, cascaded }, isEmpty: false },
    data: removal.data,
  };
}

/** Consequences are told in the order of their tables, then of their verbs. */
function wordsOf({ resource, verb }: { readonly resource: string; readonly verb: string }): string {
  return `${resource} ${verb}`;
}

function refuser(data: Data): (code: Exclude<Expected, { body: unknown }>["refused"]) => Written {
  return (refused) => ({ expected: { refused }, data });
}

function wrote(rights: Rights, row: Row): Expected {
  const record = rights.isVisible(row) ? recordShown(rights, row) : null;
  return { body: { record, cascaded: [] }, isEmpty: false };
}

/** The action is not allowed of any record; a right that no field is left of is none. */
function denialOf(
  rights: Rights,
  right: "create" | "update" | "delete",
): "forbidden" | "read_only" | "not_found" | null {
  if (!rights.may(right)) return "forbidden";
  if (right !== "delete" && rights.writable(right).length === 0) return "read_only";
  return right !== "create" && !hasAddress(rights) ? "not_found" : null;
}

function judgeValues(
  rights: Rights,
  right: "create" | "update",
  values: Row,
): "unknown_field" | "field_not_writable" | "invalid_values" | null {
  const writable = rights.writable(right);
  const named = Object.keys(values).map((name) =>
    rights.fields.find((column) => column.name === name),
  );
  const isKnown = (column: Column | undefined) =>
    column !== undefined && (writable.includes(column) || rights.readable.includes(column));
  if (!named.every(isKnown)) return "unknown_field";
  if (named.some((column) => column && !writable.includes(column))) return "field_not_writable";
  const isUnfit = (column: Column | undefined) => {
    const text = column && values[column.name];
    return typeof text === "string"
      ? fit(column?.kind ?? "text", text) === null
      : !column?.nullable;
  };
  return named.some(isUnfit) ? "invalid_values" : null;
}

function mayAll(rights: Rights, right: "create" | "update", values: Row, row: Row): boolean {
  return Object.keys(values).every((name) =>
    rights.mayWrite(right, columnOf(rights.table, name), row),
  );
}

/** What PostgreSQL says of a row that it would not take; told of fields only where the viewer knows them all. */
function brokenConstraint(
  { world, data }: Moment,
  rights: Rights,
  row: Row,
  former: Row | null,
): Expected | null {
  const { table } = rights;
  const known = new Set(
    [...rights.readable, ...rights.writable("create"), ...rights.writable("update")].map(
      ({ name }) => name,
    ),
  );
  // What is hidden from everybody is no part of what is said of a rule.
  const refusal = (columns: readonly string[], channel?: Channel): Expected => {
    const said = columns.filter((name) => !columnOf(table, name).hidden);
    return {
      refused:
        said.length > 0 && said.every((name) => known.has(name)) ? "invalid_values" : "conflict",
      ...(channel && { channel }),
    };
  };
  const empty = table.columns.find(({ name, nullable }) => !nullable && row[name] === null);
  if (empty) return refusal([empty.name]);
  const isSame = (other: Row) => keyOf(table, other).join("\0") === keyOf(table, row).join("\0");
  if (former === null && rowsOf(data, table.name).some(isSame)) return refusal(table.key, "unique");
  const dangling = table.references.find(
    (reference) =>
      pointerOf(reference, row) !== null &&
      !rowsOf(data, reference.target).some(
        (target) =>
          pointerOf(reference, row) === keyOf(tableOf(world, reference.target), target).join("\0"),
      ),
  );
  return dangling ? refusal(dangling.columns, "foreignKey") : null;
}

function pointerOf({ columns }: Reference, row: Row): string | null {
  const parts = columns.map((name) => row[name] ?? null);
  return parts.includes(null) ? null : parts.join("\0");
}

interface Removal {
  readonly data: Data;
  readonly changes: readonly {
    readonly table: string;
    readonly verb: "update" | "delete";
    readonly count: number;
  }[];
}

/** Removes a row with what PostgreSQL removes or empties with it; null where a reference stands against it. */
function removeRow(
  { world, data }: Pick<Moment, "world" | "data">,
  table: Table,
  row: Row,
): Removal | null {
  const gone = new Set<Row>([row]);
  const emptied = new Map<Row, Row>();
  const doomed: { readonly table: Table; readonly row: Row }[] = [{ table, row }];
  const deletes = new Map<string, number>();
  const updates = new Map<string, number>();
  const blocked: { readonly row: Row }[] = [];
  for (const { table: target, row: removed } of doomed) {
    const pointer = keyOf(target, removed).join("\0");
    for (const child of world.tables)
      for (const reference of child.references.filter(({ target: name }) => name === target.name))
        for (const each of rowsOf(data, child.name)) {
          if (gone.has(each) || pointerOf(reference, each) !== pointer) continue;
          if (reference.onDelete === "noAction") blocked.push({ row: each });
          else if (reference.onDelete === "cascade") {
            gone.add(each);
            doomed.push({ table: child, row: each });
            deletes.set(child.name, (deletes.get(child.name) ?? 0) + 1);
          } else {
            const cleared = Object.fromEntries(reference.columns.map((name) => [name, null]));
            emptied.set(each, { ...(emptied.get(each) ?? each), ...cleared });
            updates.set(child.name, (updates.get(child.name) ?? 0) + 1);
          }
        }
  }
  if (blocked.some(({ row: each }) => !gone.has(each))) return null;
  const after = Object.fromEntries(
    world.tables.map(({ name }) => [
      name,
      rowsOf(data, name).flatMap((each) => (gone.has(each) ? [] : [emptied.get(each) ?? each])),
    ]),
  );
  const countsOf = (verb: "update" | "delete", counts: ReadonlyMap<string, number>) =>
    [...counts].map(([name, count]) => ({ table: name, verb, count }));
  return {
    data: after,
    changes: [...countsOf("delete", deletes), ...countsOf("update", updates)],
  };
}

/** The answer to a create that was made before: the record as it is now. */
export function replay(moment: Moment, table: string, key: readonly string[]): Expected {
  const rights = rightsOn(moment.world, moment.viewer, table);
  const row = rights && findVisible(moment, rights, key);
  return rights && row ? wrote(rights, row) : { refused: "not_found" };
}

/** A record as it is read alone. */
export function read(moment: Moment, table: string, key: readonly string[]): Expected {
  const rights = addressedRights(moment, table);
  if ("refused" in rights) return rights;
  const row = findVisible(moment, rights, key);
  return row ? { body: recordShown(rights, row), isEmpty: false } : { refused: "not_found" };
}
