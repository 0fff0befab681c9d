import type { Expected, Moment } from "./model-read.ts";
import { addressedRights, findVisible, keyShown, recordShown, valueShown } from "./model-read.ts";
import type { Rights } from "./model-rights.ts";
import { rightsOn } from "./model-rights.ts";
import type { Shown, Wire } from "./model-value.ts";
import { keyOf } from "./model-value.ts";
import type { Data, Row, Table } from "./world.ts";
import { rowsOf } from "./world.ts";

/** One row's before and after, as the log has it. */
export interface LoggedChange {
  /** Place of its operation among all. */
  readonly operation: number;
  readonly table: string;
  readonly before: Row | null;
  readonly after: Row | null;
}

/** What changed between two states. */
export function changesBetween(
  tables: readonly Table[],
  operation: number,
  before: Data,
  after: Data,
): readonly LoggedChange[] {
  return tables.flatMap((table) => {
    const byKey = (data: Data) =>
      new Map(rowsOf(data, table.name).map((row) => [keyOf(table, row).join("\0"), row]));
    const [was, is] = [byKey(before), byKey(after)];
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
      const [one, other] = [was.get(key) ?? null, is.get(key) ?? null];
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      return isSame ? [] : [{ operation, table: table.name, before: one, after: other }];
    });
  });
}

/** A side of a change is shown where the record, as it was on that side, is one of the viewer's. */
export function history(
  moment: Moment,
  log: readonly LoggedChange[],
  table: Table,
  key: readonly string[],
): Expected {
  const rights = addressedRights(moment, table.name);
  if ("refused" in rights) return rights;
  const seen = (row: Row | null) => (row !== null && rights.isVisible(row) ? row : null);
  const changes = log
    .filter((change) => change.table === table.name && isOf(table, change, key))
    .map(({ before, after }) => ({
      before: seen(before),
      after: seen(after),
      verb: verbOf({ before, after }),
    }))
    .filter(({ before, after }) => before !== null || after !== null)
    .toReversed();
  if (changes.length === 0 && rights.isRuled && !findVisible(moment, rights, key))
    return { refused: "not_found" };
  return {
    body: changes.map(({ before, after, verb }) => ({
      key: keyShown(rights, before ?? after ?? {}),
      verb,
      before: imageShown(rights, before),
      after: imageShown(rights, after),
      masked: maskedIn(rights, [before, after]),
      changed: differing(rights, before, after),
    })),
    isEmpty: changes.length === 0,
  };
}

/** A record as it was at a moment, if it was one of the viewer's then. */
export function asOf(
  moment: Moment,
  log: readonly LoggedChange[],
  then: Data,
  table: Table,
  key: readonly string[],
): Expected {
  const rights = addressedRights(moment, table.name);
  if ("refused" in rights) return rights;
  const was = findVisible({ ...moment, data: then }, rights, key) ?? null;
  const is = findVisible(moment, rights, key) ?? null;
  const wasEver = log.some(
    (change) =>
      change.table === table.name &&
      isOf(table, change, key) &&
      [change.before, change.after].some((row) => row !== null && rights.isVisible(row)),
  );
  if (was === null && is === null && rights.isRuled && !wasEver) return { refused: "not_found" };
  return {
    body: {
      record: was && recordShown(rights, was),
      changed: differing(rights, is, was),
    },
    isEmpty: was === null,
  };
}

function isOf(table: Table, { before, after }: LoggedChange, key: readonly string[]): boolean {
  return [before, after].some(
    (row) => row !== null && keyOf(table, row).join("\0") === key.join("\0"),
  );
}

function verbOf({ before, after }: Pick<LoggedChange, "before" | "after">): string {
  return before === null ? "insert" : after === null ? "delete" : "update";
}

function imageShown(rights: Rights, row: Row | null): { readonly [field: string]: Shown } | null {
  return row && recordShown(rights, row).values;
}

function maskedIn(rights: Rights, rows: readonly (Row | null)[]): readonly string[] {
  const masked = new Set(rows.flatMap((row) => (row ? recordShown(rights, row).masked : [])));
  return rights.readable.map(({ name }) => name).filter((name) => masked.has(name));
}

/** Fields that both images show, and not alike. */
function differing(rights: Rights, one: Row | null, other: Row | null): readonly string[] {
  if (one === null || other === null) return [];
  return rights.readable
    .filter((column) => {
      const levels = [one, other].map((row) => rights.levelOf(column, row));
      if (levels.includes("absent")) return false;
      const shown = [one, other].map((row, index) =>
        valueShown(rights.table, column, levels[index] ?? "absent", row[column.name] ?? null),
      );
      return levels[0] !== levels[1] || textOf(shown[0]) !== textOf(shown[1]);
    })
    .map(({ name }) => name);
}

function textOf(shown: Shown | Wire | undefined): string {
  return JSON.stringify(shown);
}

/** Whether an entry about one record is within the viewer's reach: the record as it is, or as the log saw it last. */
export function isEntryInReach(
  { world, viewer, data }: Moment,
  log: readonly LoggedChange[],
  table: Table,
  key: readonly string[],
): boolean {
  const rights = rightsOn(world, viewer, table.name);
  if (rights === null) return false;
  if (!rights.isRuled) return true;
  const now = rowsOf(data, table.name).find(
    (row) => keyOf(table, row).join("\0") === key.join("\0"),
  );
  const last = log.findLast((change) => change.table === table.name && isOf(table, change, key));
  const row = now ?? last?.after ?? last?.before;
  return row !== undefined && row !== null && rights.isVisible(row);
}
