import fc from "fast-check";
import { enumLabels } from "./model-value.ts";
import type { Column, Kind, Reference, Table, WorldMask } from "./world.ts";

/** Few values of each kind, so that rows, rules and filters meet; several share what a mask shows of them. */
export const pools: { readonly [kind in Kind]: readonly string[] } = {
  integer: ["-2", "0", "1", "2", "3", "5", "8"],
  bigint: ["-7", "1", "40", "9007199254740993", "9007199254740995"],
  decimal: ["-3.25", "0.00", "0.50", "10.00", "100.10"],
  boolean: ["true", "false"],
  text: [
    "ann@example.org",
    "bob@example.org",
    "eve@other.test",
    "55501234",
    "77701234",
    "12345",
    "12399",
    "north",
    "south",
    "a",
  ],
  enum: enumLabels,
  date: ["1980-02-03", "1980-11-30", "2001-05-06", "2026-01-01"],
};

const kinds = Object.keys(pools) as Kind[];

export const someOf = (names: readonly string[]) => fc.subarray([...names]);

export const mostly = (weight: number) =>
  fc.integer({ min: 1, max: 100 }).map((number) => number <= weight);

export const anyValue = (kind: Kind): fc.Arbitrary<string> => fc.constantFrom(...pools[kind]);

const masksOf = (kind: Kind): readonly WorldMask[] => [
  "pseudonym",
  { fixed: "(hidden)" },
  { fixed: "***" },
  ...(kind === "text" ? (["lastFour", "emailDomain", "firstTwo"] as const) : []),
  ...(kind === "date" ? (["year"] as const) : []),
];

const column = (name: string, kind: Kind): fc.Arbitrary<Column> =>
  fc
    .record({
      name: fc.constant(name),
      kind: fc.constant(kind),
      nullable: mostly(75),
      mask: fc.option(fc.constantFrom(...masksOf(kind)), { freq: 2 }),
      exactLookup: mostly(30),
      hidden: mostly(12),
    })
    .map((each) => ({
      ...each,
      exactLookup: each.exactLookup && each.mask !== null && !each.hidden,
    }));

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
      : [
          {
            table,
            columns: table.key.map((key, place) => `${name}_p${index + 1}${place + 1}_${key}`),
          },
        ],
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
    .tuple(
      fc.constantFrom(...others),
      fc.constantFrom("cascade", "setNull", "noAction"),
      mostly(70),
    )
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
