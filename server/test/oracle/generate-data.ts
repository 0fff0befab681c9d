import fc from "fast-check";
import { byTable } from "./generate-policy.ts";
import { anyValue } from "./generate-tables.ts";
import type { Data, Row, Table } from "./world.ts";

/** Rows whose references hold: each table's are drawn once those that it points to are there. */
export function anyData(tables: readonly Table[]): fc.Arbitrary<Data> {
  return tables.reduce<fc.Arbitrary<Data>>(
    (drawn, table) =>
      drawn.chain((data) =>
        anyRows(table, data, tables).map((rows) => ({ ...data, [table.name]: rows })),
      ),
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
function anyRow(table: Table, data: Data, tables: readonly Table[]): fc.Arbitrary<Row> {
  const pointing = new Set(table.references.flatMap(({ columns }) => columns));
  const own = table.columns
    .filter(({ name }) => !pointing.has(name))
    .map((each) => {
      const isKey = table.key.includes(each.name);
      const value =
        isKey && each.kind === "integer"
          ? fc.integer({ min: 1, max: 30 }).map(String)
          : anyValue(each.kind);
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
      .map((row) =>
        reference.columns.map(
          (name, index) => [name, row[target?.key[index] ?? ""] ?? null] as const,
        ),
      );
    const empty = fc.constant(reference.columns.map((name) => [name, null] as const));
    return isNullable ? fc.oneof({ weight: 5, arbitrary: pointed }, empty) : pointed;
  });
  return fc
    .tuple(fc.record(Object.fromEntries(own)), fc.tuple(...pointers))
    .map(
      ([values, references]) => ({ ...values, ...Object.fromEntries(references.flat()) }) as Row,
    );
}

export function anyLater(tables: readonly Table[], before: Data): fc.Arbitrary<Data> {
  const later = tables.map((table) =>
    fc.tuple(
      ...(before[table.name] ?? []).map((row) =>
        fc.oneof(fc.constant(row), anyChanged(table, row)),
      ),
    ),
  );
  return fc.tuple(...later).map((rows) => byTable(tables, rows));
}

function anyChanged(table: Table, row: Row): fc.Arbitrary<Row> {
  const fixed = new Set([...table.key, ...table.references.flatMap(({ columns }) => columns)]);
  const free = table.columns.filter(({ name, hidden }) => !fixed.has(name) && !hidden);
  if (free.length === 0) return fc.constant(row);
  return fc.constantFrom(...free).chain(({ name, kind, nullable }) =>
    (nullable ? fc.option(anyValue(kind), { freq: 5 }) : anyValue(kind)).map((value) => ({
      ...row,
      [name]: value,
    })),
  );
}
