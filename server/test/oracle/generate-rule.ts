import fc from "fast-check";
import { claim } from "./generate-policy.ts";
import { anyValue } from "./generate-tables.ts";
import type { Column, Rule, Table } from "./world.ts";

export const anyRule = (table: Table, depth: number): fc.Arbitrary<Rule> => {
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
  const text = anyValue(kind);
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
