import { compareTexts, fit } from "./model-value.ts";
import type {
  Column,
  Names,
  Operand,
  RoleGrant,
  Row,
  Rule,
  Table,
  Viewer,
  World,
} from "./world.ts";
import { columnOf, has, tableOf } from "./world.ts";

/** What somebody may do with one table, by the words of the documentation, one record and one field at a time. */
export interface Rights {
  readonly table: Table;
  /** Columns that exist for anybody. */
  readonly fields: readonly Column[];
  /** Fields that the viewer is shown, of some records at least. */
  readonly readable: readonly Column[];
  /** Whether which records they see depends on what is in them. */
  readonly isRuled: boolean;
  readonly isVisible: (row: Row) => boolean;
  readonly levelOf: (column: Column, row: Row) => "clear" | "masked" | "absent";
  /** Whether a filter on the field may find the record. */
  readonly isFound: (column: Column, row: Row) => boolean;
  readonly isFilterable: (column: Column) => boolean;
  readonly isSortable: (column: Column) => boolean;
  /** Masked of some records, and may be found by its whole value. */
  readonly isLookedUp: (column: Column) => boolean;
  /** Masked of some records that show it. */
  readonly isMasked: (column: Column) => boolean;
  readonly isEverClear: (column: Column) => boolean;
  readonly isAlwaysClear: (column: Column) => boolean;
  readonly isAlwaysShown: (column: Column) => boolean;
  /** Whether a right is given at all, and of which records. */
  readonly may: (right: Writing) => boolean;
  readonly mayOf: (right: Writing, row: Row) => boolean;
  readonly writable: (right: "create" | "update") => readonly Column[];
  readonly mayWrite: (right: "create" | "update", column: Column, row: Row) => boolean;
  /** Columns that any rule of the viewer's reads. */
  readonly judged: ReadonlySet<string>;
  /** Which of the viewer's grants are about the record: nothing else of the row decides what they may. */
  readonly standing: (row: Row) => string;
}

type Writing = "create" | "update" | "delete";

interface Held extends RoleGrant {
  readonly meets: (row: Row) => boolean;
}

/** Null where nothing of the table may be read: it does not exist for the viewer. */
export function rightsOn(world: World, viewer: Viewer, name: string): Rights | null {
  const table = tableOf(world, name);
  const rules = world.policy.rules[name] ?? [];
  const held: readonly Held[] = (world.policy.grants[name] ?? [])
    .filter(({ role }) => viewer.roles.includes(role))
    .map((grant) => ({
      ...grant,
      meets: grant.rule === null ? () => true : bindRule(rules[grant.rule], table, viewer),
    }));
  const fields = table.columns.filter(({ hidden }) => !hidden);
  const seen = held.filter(({ read }) => fields.some((field) => has(read, field.name)));
  const readable = fields.filter((field) => seen.some(({ read }) => has(read, field.name)));
  if (readable.length === 0) return null;

  const showing = ({ name: field }: Column) => seen.filter(({ read }) => has(read, field));
  const clearing = (column: Column) =>
    showing(column).filter(({ clear }) => column.mask === null || has(clear, column.name));
  const filtering = (column: Column) =>
    clearing(column).filter(({ filter }) => filter === undefined || has(filter, column.name));
  const sorting = (column: Column) =>
    clearing(column).filter(({ sort }) => sort === undefined || has(sort, column.name));
  const anyMeets = (grants: readonly Held[], row: Row) => grants.some(({ meets }) => meets(row));
  const isMasked = (column: Column) => !isSameReach(seen, clearing(column), showing(column));
  const naming = (right: "create" | "update", column: Column) => {
    const mustName = readable.includes(column) && isMasked(column);
    return held.filter((grant) =>
      mustName ? isNamed(grant[right], column.name) : has(grant[right], column.name),
    );
  };
  const giving = (right: Writing) =>
    held.filter((grant) => {
      const given = grant[right];
      return (
        given !== undefined && given !== false && !(Array.isArray(given) && given.length === 0)
      );
    });
  return {
    table,
    fields,
    readable,
    isRuled: seen.every(({ rule }) => rule !== null),
    isVisible: (row) => anyMeets(seen, row),
    levelOf: (column, row) =>
      anyMeets(clearing(column), row)
        ? "clear"
        : anyMeets(showing(column), row)
          ? "masked"
          : "absent",
    isFound: (column, row) => anyMeets(filtering(column), row),
    isFilterable: (column) => filtering(column).length > 0,
    isSortable: (column) => isWhole(seen, sorting(column)),
    isLookedUp: (column) => column.exactLookup && isMasked(column),
    isMasked,
    isEverClear: (column) => clearing(column).length > 0,
    isAlwaysClear: (column) => isWhole(seen, clearing(column)),
    isAlwaysShown: (column) => isWhole(seen, showing(column)),
    may: (right) => giving(right).length > 0,
    mayOf: (right, row) => anyMeets(giving(right), row),
    writable: (right) =>
      fields.filter(
        (field) =>
          naming(right, field).length > 0 &&
          (right === "create" || !table.key.includes(field.name)),
      ),
    mayWrite: (right, column, row) => anyMeets(naming(right, column), row),
    judged: new Set(held.flatMap(({ rule }) => (rule === null ? [] : columnsIn(rules[rule])))),
    standing: (row) => held.map(({ meets }) => meets(row)).join(),
  };
}

function isNamed(names: Names | undefined, name: string): boolean {
  return names !== undefined && names !== true && !("except" in names) && names.includes(name);
}

/** Whether some grants reach every record that `seen` ones do: as the config says it, whatever the rows are. */
function isWhole(seen: readonly Held[], some: readonly Held[]): boolean {
  if (some.length === 0) return false;
  return some.some(({ rule }) => rule === null) || isWithin(seen, some);
}

function isSameReach(seen: readonly Held[], one: readonly Held[], other: readonly Held[]): boolean {
  if (isWhole(seen, one) || isWhole(seen, other)) return isWhole(seen, one) && isWhole(seen, other);
  return isWithin(one, other) && isWithin(other, one);
}

function isWithin(some: readonly Held[], others: readonly Held[]): boolean {
  return some.every(({ rule }) => others.some((other) => other.rule === rule));
}

class Denied extends Error {}

/** The records that a rule is about: none, where it reads what is not known or compares what does not fit. */
export function bindRule(
  rule: Rule | undefined,
  table: Table,
  viewer: Viewer,
): (row: Row) => boolean {
  try {
    if (rule === undefined) throw new Denied();
    return compileRule(rule, table, viewer);
  } catch (error) {
    if (error instanceof Denied) return () => false;
    throw error;
  }
}

function compileRule(rule: Rule, table: Table, viewer: Viewer): (row: Row) => boolean {
  if ("rules" in rule) {
    const parts = rule.rules.map((each) => compileRule(each, table, viewer));
    return rule.kind === "and"
      ? (row) => parts.every((meets) => meets(row))
      : (row) => parts.some((meets) => meets(row));
  }
  const { kind } = columnOf(table, rule.column);
  const valueIn = (row: Row) => row[rule.column] ?? null;
  const fitting = (text: string) => {
    const fitted = fit(kind, text);
    if (fitted === null) throw new Denied();
    return fitted;
  };
  const met = (judge: (value: string) => boolean) => (row: Row) => {
    const value = valueIn(row);
    return value !== null && judge(value);
  };
  switch (rule.kind) {
    case "null":
      return (row) => (valueIn(row) === null) !== rule.negated;
    case "between": {
      const [low, high] = [fitting(rule.low), fitting(rule.high)];
      return met(
        (value) => compareTexts(kind, value, low) >= 0 && compareTexts(kind, value, high) <= 0,
      );
    }
    case "among": {
      const texts = listOf(rule.operands, viewer).map(fitting);
      return met((value) => texts.includes(value) !== rule.negated);
    }
    case "compare": {
      const text = fitting(operandOf(rule.operand, viewer));
      return met((value) => isMet(rule.sign, compareTexts(kind, value, text)));
    }
  }
}

function isMet(sign: "=" | "!=" | "<" | "<=" | ">" | ">=", order: number): boolean {
  switch (sign) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

function operandOf(operand: Operand, viewer: Viewer): string {
  if (operand === "subject") return viewer.subject;
  if (operand === "email") return known(viewer.email);
  if ("text" in operand) return operand.text;
  const claim = claimOf(operand.claim, viewer);
  if (typeof claim !== "string") throw new Denied();
  return claim;
}

function listOf(
  operands: readonly string[] | { readonly claim: string } | "roles",
  viewer: Viewer,
): readonly string[] {
  if (operands === "roles") return known(viewer.roles);
  if (!("claim" in operands)) return known(operands);
  const claim = claimOf(operands.claim, viewer);
  if (typeof claim === "string") throw new Denied();
  return claim;
}

/** A text or texts; numbers and truth values count by their text, and what is neither does not count. */
function claimOf(name: string, { claims }: Viewer): string | readonly string[] {
  const claim = claims[name];
  const textsOf = (value: unknown) =>
    typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value)
      ? [String(value)]
      : [];
  return Array.isArray(claim) ? known(claim.flatMap(textsOf)) : known(textsOf(claim)[0] ?? null);
}

function known<Value extends string | readonly string[]>(value: Value | null): Value {
  if (value === null || value.length === 0) throw new Denied();
  return value;
}

function columnsIn(rule: Rule | undefined): readonly string[] {
  if (rule === undefined) return [];
  return "rules" in rule ? rule.rules.flatMap(columnsIn) : [rule.column];
}
