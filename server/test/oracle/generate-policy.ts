import fc from "fast-check";
import { anyRule } from "./generate-rule.ts";
import { anyValue, mostly, someOf } from "./generate-tables.ts";
import { bindRule } from "./model-rights.ts";
import type { Column, Data, Names, Policy, RoleGrant, Rule, Table, Viewer } from "./world.ts";
import { has, owner, rowsOf } from "./world.ts";

const namesOf = (names: readonly string[], whole: number, except = 2): fc.Arbitrary<Names> =>
  fc.oneof(
    { weight: whole, arbitrary: fc.constant<Names>(true) },
    { weight: 1, arbitrary: someOf(names) },
    {
      weight: except,
      arbitrary: fc
        .subarray([...names], { maxLength: Math.min(2, names.length) })
        .map((except) => ({ except })),
    },
  );

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>, weight: number) =>
  mostly(weight).chain((isGiven) => (isGiven ? arbitrary : fc.constant(undefined)));

/** Claims that people have, as providers have them. */
const claims = ["region", "units", "level", "missing", "nothing", "empty", "odd", "mixed"] as const;

export const claim = fc
  .constantFrom(...claims, "region" as const, "units" as const, "level" as const)
  .map((name) => ({ claim: name }));

const anyClaims = fc.record({
  region: anyValue("text"),
  units: fc.constantFrom<readonly unknown[]>(
    ["1", "2"],
    [1, 2, 3],
    ["north", "south"],
    ["new", "open"],
  ),
  level: fc.constantFrom<unknown>(2, "2", "open", "0.50", true),
  nothing: fc.constant(null),
  empty: fc.constantFrom<unknown>("", [], [""]),
  odd: fc.constantFrom<unknown>("no such thing", {}, ["x y", "1"]),
  mixed: fc.constantFrom<unknown>([null, "1"], ["1", { nested: true }], ["north", 2]),
});

const anyGrant = (
  table: Table,
  roles: readonly string[],
  rules: number,
): fc.Arbitrary<RoleGrant> => {
  const names = table.columns.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const writable = names.filter((name) => !table.key.includes(name));
  return fc
    .record({
      role: fc.constantFrom(...roles),
      rule: fc.option(fc.nat({ max: rules - 1 }), { freq: 2 }),
      read: maybe(namesOf(names, 5, 6), 95),
      clear: maybe(namesOf(names, 2), 40),
      filter: maybe(namesOf(names, 1), 20),
      sort: maybe(namesOf(names, 1), 20),
      create: maybe(namesOf(names, 5), 50),
      update: maybe(namesOf(writable, 5), 60),
      delete: fc.boolean(),
    })
    .map(withoutUndefined)
    .map((grant) => meaningful(grant, table));
};

/** Without the names that the config check would call a mistake: what is not read, or not masked, or not clear. */
function meaningful(grant: RoleGrant, { columns }: Table): RoleGrant {
  const keep = (names: Names | undefined, isMeant: (column: Column) => boolean) =>
    names === undefined || names === true || "except" in names
      ? names
      : names.filter((name) => columns.some((column) => column.name === name && isMeant(column)));
  const isRead = ({ name }: Column) => has(grant.read, name);
  const clear = keep(grant.clear, (column) => isRead(column) && column.mask !== null);
  const isClear = (column: Column) =>
    isRead(column) && (column.mask === null || has(clear, column.name));
  const { role, rule, delete: deletes = false, read, create, update } = grant;
  return withoutUndefined({
    role,
    rule,
    delete: deletes,
    read,
    clear,
    filter: keep(grant.filter, isClear),
    sort: keep(grant.sort, isClear),
    create,
    update,
  });
}

function withoutUndefined({
  role,
  rule,
  delete: deletes,
  ...sets
}: {
  readonly role: string;
  readonly rule: number | null;
  readonly delete: boolean;
} & {
  readonly [right in "read" | "clear" | "filter" | "sort" | "create" | "update"]: Names | undefined;
}): RoleGrant {
  const given = Object.entries(sets).filter(([, names]) => names !== undefined);
  return { role, rule, delete: deletes, ...Object.fromEntries(given) };
}

/** A policy over tables and their rows, for whoever asks under it. */
export function anyPolicy(
  tables: readonly Table[],
  data: Data,
  roles: readonly string[],
  viewer: Viewer,
): fc.Arbitrary<Policy> {
  const perTable = fc.tuple(
    ...tables.map((table) =>
      fc.tuple(
        fc.tuple(telling(table, data, viewer), telling(table, data, viewer)),
        fc
          .tuple(
            // Most roles may see most things, or no answer would have anything in it.
            fc.tuple(...roles.map((role) => anyGrant(table, [role], 2))),
            fc.array(anyGrant(table, roles, 2), { maxLength: 1 + roles.length }),
          )
          .map((grants) => grants.flat()),
      ),
    ),
  );
  return fc
    .tuple(perTable, fc.subarray([...roles], { minLength: Math.ceil(roles.length / 2) }))
    .map(
      ([parts, auditors]): Policy => ({
        roles: [...roles, owner],
        auditors: [...auditors, owner],
        rules: byTable(
          tables,
          parts.map(([rules]) => rules),
        ),
        grants: byTable(
          tables,
          parts.map(([, grants]) => grants),
        ),
      }),
    );
}

/** A rule that takes no claim for a text here and for a list there: such a one does not start. */
function anyCoherent(table: Table): fc.Arbitrary<Rule> {
  return anyRule(table, 2).filter((rule) => {
    const uses = claimsIn(rule);
    const names = new Set(uses.map(({ name }) => name));
    return new Set(uses.map((use) => JSON.stringify(use))).size === names.size && names.size < 5;
  });
}

function claimsIn(rule: Rule): readonly { readonly name: string; readonly isList: boolean }[] {
  if ("rules" in rule) return rule.rules.flatMap(claimsIn);
  const operand =
    rule.kind === "compare" ? rule.operand : rule.kind === "among" ? rule.operands : null;
  return operand !== null && typeof operand === "object" && "claim" in operand
    ? [{ name: operand.claim, isList: rule.kind === "among" }]
    : [];
}

/** Mostly a rule that some rows meet and others do not: one of several that were drawn. */
function telling(table: Table, data: Data, viewer: Viewer): fc.Arbitrary<Rule> {
  const rows = rowsOf(data, table.name);
  const rates = (rule: Rule) => {
    const meets = bindRule(rule, table, viewer);
    const met = rows.filter(meets).length / rows.length;
    return met >= 0.3 && met < 1;
  };
  return fc
    .tuple(
      fc.array(anyCoherent(table), { minLength: 8, maxLength: 8 }),
      anyCoherent(table),
      mostly(85),
    )
    .map(([drawn, any, isTelling]) => (isTelling && drawn.find(rates)) || any);
}

export function anyViewer(roles: readonly string[]): fc.Arbitrary<Viewer> {
  return fc.record({
    roles: fc.subarray([...roles], { minLength: 1 }),
    subject: fc.constantFrom("ann@example.org", "north", "2"),
    email: fc.option(fc.constant("ann@example.org"), { freq: 3 }),
    claims: anyClaims,
  });
}

export function byTable<Value>(
  tables: readonly Table[],
  values: readonly Value[],
): { readonly [table: string]: Value } {
  return Object.fromEntries(
    tables.flatMap(({ name }, index) => {
      const value = values[index];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
