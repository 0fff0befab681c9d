import { type Rights, rightsOn } from "./model-rights.ts";
import { disguise, enumLabels, keyOf } from "./model-value.ts";
import type { Column, Data, Kind, Row, Table, World } from "./world.ts";
import { rowsOf } from "./world.ts";

/** Draws a number from 0 up to, but not including, `bound`. */
export type Draw = (bound: number) => number;

/** Values of each kind that no pool has, so that a twin that leaks says so by itself. */
const others: { readonly [kind in Kind]: readonly string[] } = {
  integer: ["71", "72", "-73"],
  bigint: ["7100", "-7200"],
  decimal: ["71.10", "-72.20"],
  boolean: ["true", "false"],
  text: ["leak-one@example.org", "leak-two@other.test", "leak1234", "123-leak", "leakleak", "zz"],
  enum: ["new", "open", "done"],
  date: ["1980-07-07", "2001-07-07", "2026-07-07", "1971-07-07"],
};

/**
 * The same world for its viewer, with other rows and values wherever they may not see: records that are not for them are
 * changed, added or gone; fields that are not shown, and what lies under a mask, hold something else. What decides about
 * a record stays: keys, references, whatever a row rule reads, whether there is a value at all, and what may be looked up.
 */
export function twinOf(world: World, draw: Draw, options: TwinOptions): World {
  const twins = world.tables.map((table) => twinTable(world, table, draw, options));
  const dataOf = (side: "before" | "after"): Data =>
    Object.fromEntries(world.tables.map(({ name }, index) => [name, twins[index]?.[side] ?? []]));
  return { ...world, before: dataOf("before"), after: dataOf("after") };
}

export interface TwinOptions {
  /**
   * Also what lies under pseudonyms is something else, one value for one value: the pseudonyms and versions of twins are
   * then different texts, and only which of them are equal can be compared.
   */
  readonly pseudonyms: boolean;
}

type Sides = { readonly before: readonly Row[]; readonly after: readonly Row[] };

function twinTable(world: World, table: Table, draw: Draw, options: TwinOptions): Sides {
  const rights = rightsOn(world, world.viewer, table.name);
  const before = rowsOf(world.before, table.name);
  const after = rowsOf(world.after, table.name);
  const pairs = before.map((was, index) => ({ was, is: after[index] ?? was }));
  const kept = pairs.flatMap(({ was, is }) => {
    const isUnseen = !rights?.isVisible(was) && !rights?.isVisible(is);
    if (isUnseen && draw(4) === 0 && !isReferred(world, table, was)) return [];
    return [twinPair(table, rights, { was, is }, draw, options)];
  });
  const added = addUnseen(world, table, rights, draw);
  return {
    before: [...kept.map(({ was }) => was), ...added],
    after: [...kept.map(({ is }) => is), ...added],
  };
}

interface Pair {
  readonly was: Row;
  readonly is: Row;
}

/** Both sides of one row; a column that the owner changed is changed in the twin, too. */
function twinPair(
  table: Table,
  rights: Rights | null,
  pair: Pair,
  draw: Draw,
  options: TwinOptions,
): Pair {
  const fixed = new Set([...table.key, ...table.references.flatMap(({ columns }) => columns)]);
  const free = table.columns.filter(({ name }) => !fixed.has(name));
  return free.reduce(
    (twin, column) => twinColumn(table, rights, twin, column, draw, options),
    pair,
  );
}

function twinColumn(
  table: Table,
  rights: Rights | null,
  pair: Pair,
  column: Column,
  draw: Draw,
  options: TwinOptions,
): Pair {
  const { name } = column;
  const [was, is] = [pair.was[name] ?? null, pair.is[name] ?? null];
  const freedoms = [pair.was, pair.is].map((row) => freedomOf(rights, row, column));
  const other = (text: string | null, freedom: Freedom | undefined) =>
    text === null || freedom === "none" || freedom === undefined
      ? text
      : otherText(table, column, text, {
          freedom,
          draw,
          isExchanged: isExchanged(rights, column, options),
        });
  const [before, after] = freedoms;
  const least = freedoms.includes("none") ? "none" : freedoms.includes("alike") ? "alike" : "all";
  const wasOther = other(was, was === is ? least : before);
  const isOther = was === is ? wasOther : other(is, after);
  if ((was !== is) !== (wasOther !== isOther)) return pair;
  const twin = { was: { ...pair.was, [name]: wasOther }, is: { ...pair.is, [name]: isOther } };
  // What the viewer may do with the record is the same, before and after.
  return !rights ||
    (rights.standing(twin.was) === rights.standing(pair.was) &&
      rights.standing(twin.is) === rights.standing(pair.is))
    ? twin
    : pair;
}

/** What may be in a place without the viewer's noticing: anything, what its mask shows alike, or nothing else. */
type Freedom = "all" | "alike" | "none";

function freedomOf(rights: Rights | null, row: Row, column: Column): Freedom {
  if (!rights || column.hidden) return "all";
  if (!rights.isVisible(row)) return "all";
  // What a rule reads decides about the record, also once the viewer has changed something else of it.
  if (rights.judged.has(column.name)) return "none";
  const level = rights.levelOf(column, row);
  if (level === "absent") return "all";
  return level === "clear" || rights.isLookedUp(column) ? "none" : "alike";
}

function isExchanged(rights: Rights | null, column: Column, { pseudonyms }: TwinOptions): boolean {
  // Whoever may write it can compare what they wrote with what is there: a declared channel.
  return (
    pseudonyms &&
    !rights?.isEverClear(column) &&
    !rights?.judged.has(column.name) &&
    !rights?.writable("create").includes(column) &&
    !rights?.writable("update").includes(column)
  );
}

/** Another text; the same where there is none. */
function otherText(
  table: Table,
  column: Column,
  text: string,
  {
    freedom,
    draw,
    isExchanged,
  }: { readonly freedom: Freedom; readonly draw: Draw; readonly isExchanged: boolean },
): string {
  if (freedom === "alike" && column.mask === "pseudonym")
    return isExchanged ? exchange(column.kind, text) : text;
  const shown = (each: string) => JSON.stringify(disguise(table, column, each));
  const candidates = others[column.kind].filter(
    (each) => freedom === "all" || shown(each) === shown(text),
  );
  return candidates[draw(candidates.length)] ?? text;
}

/** One value for each other, of the same kind. */
function exchange(kind: Kind, text: string): string {
  switch (kind) {
    case "boolean":
      return text === "true" ? "false" : "true";
    case "enum":
      return enumLabels[((enumLabels as readonly string[]).indexOf(text) + 1) % 3] ?? text;
    case "date":
      return text.replace(/^19/, "17").replace(/^20/, "18");
    case "text":
      return `leak-${text}`;
    case "integer":
      return String(Number(text) + 7_000);
    case "bigint":
      return `${text}0`;
    case "decimal":
      return (Number(text) + 7_000).toFixed(2);
  }
}

function isReferred(world: World, table: Table, row: Row): boolean {
  const pointer = keyOf(table, row).join("\0");
  return world.tables.some((each) =>
    each.references.some(
      ({ target, columns }) =>
        target === table.name &&
        rowsOf(world.before, each.name).some(
          (other) => columns.map((name) => other[name]).join("\0") === pointer,
        ),
    ),
  );
}

/** Copies of rows under keys that nobody uses, as far as the viewer may not see them. */
function addUnseen(world: World, table: Table, rights: Rights | null, draw: Draw): readonly Row[] {
  const [only] = table.key;
  const isFree =
    table.key.length === 1 &&
    only !== undefined &&
    !table.references.some(({ columns }) => columns.includes(only));
  if (!isFree) return [];
  const kind = table.columns.find(({ name }) => name === only)?.kind;
  return rowsOf(world.after, table.name).flatMap((row, index) => {
    const key = kind === "text" ? `leak-${index}` : String(7_000 + index);
    const copy = { ...row, [only]: key };
    return draw(3) === 0 && !rights?.isVisible(copy) ? [copy] : [];
  });
}
