import fc from "fast-check";
import { bindRule } from "./model-rights.ts";
import { enumLabels } from "./model-value.ts";
import type {
  Column,
  Data,
  Kind,
  Names,
  Policy,
  Reference,
  RoleGrant,
  Row,
  Rule,
  Table,
  Viewer,
  World,
  WorldMask,
} from "./world.ts";
import { has, owner, rowsOf } from "./world.ts";

/** Few values of each kind, so that rows, rules and filters meet; several share what a mask shows of them. */
export const pools: { readonly [kind in Kind]: readonly string[] } = {
  integer: ["-2", "0", "1", "2", "3", "5", "8"],
  bigint: ["-7", "1", "40", "9007199254740993", "9007199254740995"],
  decimal: ["-3.25", "0.00", "0.50", "10.00", "100.10"],
  boolean: ["true", "false"],
  text: ["ann@example.org", "bob@example.org", "eve@other.test", "55501234", "77701234", "12345", "12399", "north", "south", "a"],
  enum: enumLabels,
  date: ["1980-02-03", "1980-11-30", "2001-05-06", "2026-01-01"],
};

const kinds = Object.keys(pools) as Kind[];
const someOf = (names: readonly string[]) => fc.subarray([...names]);
const mostly = (weight: number) =>
  fc.integer({ min: 1, max: 100 }).map((number) => number <= weight);

export const valueOf = (kind: Kind): fc.Arbitrary<string> => fc.constantFrom(...pools[kind]);

const masksOf = (kind: Kind): readonly WorldMask[] => [
  "pseudonym",
  { fixed: "(hidden)" },
  { fixed: "***" },
  ...(kind === "text" ? (["lastFour", "emailDomain", "firstTwo"] as const) : []),
  ...(kind === "date" ? (["year"] as const) : []),
];

const column = (name: string, kind: Kind): fc.Arbitrary<Column> =>
  fc.record({
    name: fc.constant(name),
    kind: fc.constant(kind),
    nullable: mostly(60),
    mask: fc.option(fc.constantFrom(...masksOf(kind)), { freq: 2 }),
    exactLookup: mostly(30),
    hidden: mostly(12),
  }).map((each) => ({ ...each, exactLookup: each.exactLookup && each.mask !== null && !each.hidden }));

const keyColumn = (name: string, kind: Kind): fc.Arbitrary<Column> =>
  column(name, kind).chain((base) =>
    mostly(12).map((isMasked) => ({
      ...base,
      nullable: false,
      hidden: false,
      exactLookup: base.exactLookup && isMasked,
      mask: isMasked ? ("pseudonym" as const) : null,
    })),
  );

const keyKinds: fc.Arbitrary<readonly Kind[]> = fc.constantFrom<readonly Kind[]>(
  ["integer"],
  ["integer"],
  ["text"],
  ["bigint"],
  ["integer", "text"],
);

/** Tables in a row, each of which may point to those before it; one may do nothing else and join two of them. */
export const anyTables: fc.Arbitrary<readonly Table[]> = fc
  .integer({ min: 2, max: 4 })
  .chain((count) => addTables([], count));

function addTables(tables: readonly Table[], count: number): fc.Arbitrary<readonly Table[]> {
  return tables.length === count
    ? fc.constant(tables)
    : anyTable(tables).chain((table) => addTables([...tables, table], count));
}

function anyTable(others: readonly Table[]): fc.Arbitrary<Table> {
  const name = ["alpha", "beta", "gamma", "delta"][others.length] ?? "omega";
  const isJoin = others.length >= 2 ? mostly(50) : fc.constant(false);
  return isJoin.chain((joins) => (joins ? joinTable(name, others) : plainTable(name, others)));
}

function plainTable(name: string, others: readonly Table[]): fc.Arbitrary<Table> {
  const key = keyKinds.chain((wanted) =>
    fc.tuple(...wanted.map((kind, index) => keyColumn(`${name}_k${index + 1}`, kind))),
  );
  const plain = fc
    .array(fc.constantFrom(...kinds), { minLength: 3, maxLength: 5 })
    .chain((wanted) =>
      fc.tuple(...wanted.map((kind, index) => column(`${name}_c${index + 1}`, kind))),
    );
  const pointers =
    others.length === 0
      ? fc.constant([])
      : fc.array(pointerTo(name, others), { minLength: 1, maxLength: 1 });
  return fc.tuple(key, plain, pointers).chain(([keys, own, pointing]) => {
    const columns = [...keys, ...pointing.flatMap((each) => each.columns), ...own];
    return finish({
      name,
      columns,
      key: keys.map((each) => each.name),
      references: pointing.map(({ reference }) => reference),
    });
  });
}

/** Its key is made of two references: a way from many to many. */
function joinTable(name: string, others: readonly Table[]): fc.Arbitrary<Table> {
  const [one, other] = others;
  const parts = [one, other].flatMap((table, index) =>
    table === undefined
      ? []
      : [{ table, columns: table.key.map((key, place) => `${name}_p${index + 1}${place + 1}_${key}`) }],
  );
  const columns = parts.flatMap(({ table, columns: names }) =>
    names.map((each, index) => ({
      name: each,
      kind: kindOf(table, index),
      nullable: false,
      mask: null,
      exactLookup: false,
      hidden: false,
    })),
  );
  return finish({
    name,
    columns,
    key: columns.map((each) => each.name),
    references: parts.map(({ table, columns: names }) => ({
      columns: names,
      target: table.name,
      onDelete: "cascade",
    })),
  });
}

function kindOf(table: Table, index: number): Kind {
  return table.columns.find(({ name }) => name === table.key[index])?.kind ?? "text";
}

function pointerTo(name: string, others: readonly Table[]) {
  return fc
    .tuple(fc.constantFrom(...others), fc.constantFrom("cascade", "setNull", "noAction"), mostly(70))
    .chain(([target, onDelete, isNullable]) =>
      fc
        .tuple(...target.key.map((key, index) => column(`${name}_r_${key}`, kindOf(target, index))))
        .map((columns) => {
          const nullable = isNullable || onDelete === "setNull";
          const reference: Reference = {
            columns: columns.map((each) => each.name),
            target: target.name,
            onDelete,
          };
          return { reference, columns: columns.map((each) => ({ ...each, nullable })) };
        }),
    );
}

function finish(table: Omit<Table, "label" | "search" | "sort">): fc.Arbitrary<Table> {
  const shown = table.columns.filter(({ hidden }) => !hidden);
  const texts = shown.filter(({ kind }) => kind === "text").map(({ name }) => name);
  const searched = shown
    .filter(({ kind }) => kind === "text" || kind === "integer" || kind === "enum")
    .map(({ name }) => name);
  return fc
    .record({
      label: texts.length > 0 ? fc.constantFrom(null, ...texts) : fc.constant(null),
      search: someOf(searched),
      sort: fc.constantFrom(...shown.map(({ name }) => name)),
    })
    .map((rest) => ({ ...table, ...rest }));
}

const namesOf = (names: readonly string[], whole: number, except = 2): fc.Arbitrary<Names> =>
  fc.oneof(
    { weight: whole, arbitrary: fc.constant<Names>(true) },
    { weight: 1, arbitrary: someOf(names) },
    { weight: except, arbitrary: fc.subarray([...names], { maxLength: Math.min(2, names.length) }).map((except) => ({ except })) },
  );

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>, weight: number) =>
  mostly(weight).chain((isGiven) => (isGiven ? arbitrary : fc.constant(undefined)));

/** Claims that people have, as providers have them. */
const claims = ["region", "units", "level", "missing", "nothing", "empty", "odd", "mixed"] as const;

const claim = fc
  .constantFrom(...claims, "region" as const, "units" as const, "level" as const)
  .map((name) => ({ claim: name }));

const anyClaims = fc.record({
  region: valueOf("text"),
  units: fc.constantFrom<readonly unknown[]>(["1", "2"], [1, 2, 3], ["north", "south"], ["new", "open"]),
  level: fc.constantFrom<unknown>(2, "2", "open", "0.50", true),
  nothing: fc.constant(null),
  empty: fc.constantFrom<unknown>("", [], [""]),
  odd: fc.constantFrom<unknown>("no such thing", {}, ["x y", "1"]),
  mixed: fc.constantFrom<unknown>([null, "1"], ["1", { nested: true }], ["north", 2]),
});

const anyRule = (table: Table, depth: number): fc.Arbitrary<Rule> => {
  const columns = table.columns.filter(({ hidden }) => !hidden);
  const leaf = fc.constantFrom(...columns).chain((each) => anyComparison(each));
  if (depth === 0) return leaf;
  const joined = fc.record({
    kind: fc.constantFrom<"and" | "or">("or", "or", "and"),
    rules: fc.array(anyRule(table, depth - 1), { minLength: 2, maxLength: 3 }),
  });
  return fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: joined });
};

function anyComparison({ name, kind }: Column): fc.Arbitrary<Rule> {
  const text = valueOf(kind);
  const operand = fc.oneof(
    { weight: 8, arbitrary: text.map((each) => ({ text: each })) },
    { weight: 2, arbitrary: claim },
    { weight: 1, arbitrary: fc.constantFrom<"subject" | "email">("subject", "email") },
  );
  const isOrdered = kind !== "boolean" && kind !== "enum";
  const column = fc.constant(name);
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("compare" as const),
        column,
        sign: fc.constantFrom<"=" | "!=" | "<" | "<=" | ">" | ">=">(
          "!=",
          "!=",
          "=",
          ...(isOrdered ? (["<", "<=", ">", ">="] as const) : []),
        ),
        operand,
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("among" as const),
        column,
        negated: fc.boolean(),
        operands: fc.oneof(
          { weight: 5, arbitrary: fc.array(text, { minLength: 1, maxLength: 3 }) },
          { weight: 2, arbitrary: claim },
          { weight: 1, arbitrary: fc.constant("roles" as const) },
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("null" as const),
        column,
        negated: fc.boolean(),
      }),
    },
    ...(isOrdered
      ? [
          {
            weight: 2,
            arbitrary: fc.record({
              kind: fc.constant("between" as const),
              column,
              low: text,
              high: text,
            }),
          },
        ]
      : []),
  );
}

const anyGrant = (table: Table, roles: readonly string[], rules: number): fc.Arbitrary<RoleGrant> => {
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

function withoutUndefined({ role, rule, delete: deletes, ...sets }: {
  readonly role: string;
  readonly rule: number | null;
  readonly delete: boolean;
} & { readonly [right in "read" | "clear" | "filter" | "sort" | "create" | "update"]: Names | undefined }): RoleGrant {
  const given = Object.entries(sets).filter(([, names]) => names !== undefined);
  return { role, rule, delete: deletes, ...Object.fromEntries(given) };
}

/** A policy over tables and their rows, for whoever asks under it. */
function anyPolicy(
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
  return fc.tuple(perTable, someOf(roles)).map(
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

/** Mostly a rule that some rows meet and others do not: one of several that were drawn. */
function telling(table: Table, data: Data, viewer: Viewer): fc.Arbitrary<Rule> {
  const rows = rowsOf(data, table.name);
  const rates = (rule: Rule) => {
    const meets = bindRule(rule, table, viewer);
    const met = rows.filter(meets).length / rows.length;
    return met >= 0.3 && met < 1;
  };
  return fc
    .tuple(fc.array(anyRule(table, 2), { minLength: 8, maxLength: 8 }), anyRule(table, 2), mostly(85))
    .map(([drawn, any, isTelling]) => (isTelling && drawn.find(rates)) || any);
}

function anyViewer(roles: readonly string[]): fc.Arbitrary<Viewer> {
  return fc.record({
    roles: fc.subarray([...roles], { minLength: 1 }),
    subject: fc.constantFrom("ann@example.org", "north", "2"),
    email: fc.option(fc.constant("ann@example.org"), { freq: 3 }),
    claims: anyClaims,
  });
}

function byTable<Value>(
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

/** Rows whose references hold: each table's are drawn once those that it points to are there. */
export function anyData(tables: readonly Table[]): fc.Arbitrary<Data> {
  return tables.reduce<fc.Arbitrary<Data>>(
    (drawn, table) =>
      drawn.chain((data) => anyRows(table, data, tables).map((rows) => ({ ...data, [table.name]: rows }))),
    fc.constant({}),
  );
}

function anyRows(table: Table, data: Data, tables: readonly Table[]): fc.Arbitrary<readonly Row[]> {
  const keyText = (row: Row) => table.key.map((name) => row[name]).join("\0");
  return fc.uniqueArray(anyRow(table, data, tables), {
    minLength: 4,
    maxLength: 9,
    selector: keyText,
  });
}

/** One row of a table; null in a reference wherever there is nothing to point to. */
export function anyRow(table: Table, data: Data, tables: readonly Table[]): fc.Arbitrary<Row> {
  const pointing = new Set(table.references.flatMap(({ columns }) => columns));
  const own = table.columns
    .filter(({ name }) => !pointing.has(name))
    .map((each) => {
      const isKey = table.key.includes(each.name);
      const value = isKey && each.kind === "integer" ? fc.integer({ min: 1, max: 30 }).map(String) : valueOf(each.kind);
      return [each.name, each.nullable ? fc.option(value, { freq: 5 }) : value] as const;
    });
  const pointers = table.references.map((reference) => {
    const target = tables.find(({ name }) => name === reference.target);
    const rows = data[reference.target] ?? [];
    const isNullable = reference.columns.every(
      (name) => table.columns.find((each) => each.name === name)?.nullable,
    );
    const pointed = fc
      .constantFrom(...rows)
      .map((row) => reference.columns.map((name, index) => [name, row[target?.key[index] ?? ""] ?? null] as const));
    const empty = fc.constant(reference.columns.map((name) => [name, null] as const));
    return isNullable ? fc.oneof({ weight: 5, arbitrary: pointed }, empty) : pointed;
  });
  return fc
    .tuple(fc.record(Object.fromEntries(own)), fc.tuple(...pointers))
    .map(([values, references]) => ({ ...values, ...Object.fromEntries(references.flat()) }) as Row);
}

/** A world over given tables. What the owner changed since is in columns outside keys and references. */
export function anyWorld(tables: readonly Table[]): fc.Arbitrary<World> {
  const roles = fc
    .integer({ min: 1, max: 4 })
    .map((count) => Array.from({ length: count }, (_, index) => `role${index + 1}`));
  return fc
    .tuple(roles, anyData(tables))
    .chain(([names, before]) =>
      fc.tuple(fc.constant(names), anyViewer(names), fc.constant(before), anyLater(tables, before)),
    )
    .chain(([names, viewer, before, after]) =>
      anyPolicy(tables, after, names, viewer).map((policy) => ({
        tables,
        policy,
        viewer,
        before,
        after,
      })),
    );
}

function anyLater(tables: readonly Table[], before: Data): fc.Arbitrary<Data> {
  const later = tables.map((table) =>
    fc.tuple(...(before[table.name] ?? []).map((row) => fc.oneof(fc.constant(row), anyChanged(table, row)))),
  );
  return fc.tuple(...later).map((rows) => byTable(tables, rows));
}

function anyChanged(table: Table, row: Row): fc.Arbitrary<Row> {
  const fixed = new Set([...table.key, ...table.references.flatMap(({ columns }) => columns)]);
  const free = table.columns.filter(({ name, hidden }) => !fixed.has(name) && !hidden);
  if (free.length === 0) return fc.constant(row);
  return fc
    .constantFrom(...free)
    .chain(({ name, kind, nullable }) =>
      (nullable ? fc.option(valueOf(kind), { freq: 5 }) : valueOf(kind)).map((value) => ({
        ...row,
        [name]: value,
      })),
    );
}
