import * as z from "zod";
import type { Condition } from "../access/condition.ts";
import { and, compare } from "../access/condition.ts";
import type { Grant } from "../access/grant.ts";
import { withinReach } from "../access/within-reach.ts";
import type { FieldError, FieldShape, Filter, Refusal } from "../contract/index.ts";
import { comparisonOperators, refuse } from "../contract/index.ts";
import { fromWire } from "../database/wire.ts";

/** Bounds on a filter tree: enough for any screen, too little to make planning slow. */
const maxDepth = 8;
const maxConditions = 100;
const maxListed = 500;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const comparisonSchema = z.strictObject({
  field: z.string(),
  operator: z.enum(comparisonOperators),
  value: z.union([scalar, z.array(z.unknown())]).optional(),
});

/** The shape of a filter, Refine's CrudFilter form; what its fields and values mean is judged against a grant. */
export const filterSchema: z.ZodType<Filter> = z
  .lazy(() =>
    z.union([
      comparisonSchema,
      z.strictObject({ operator: z.enum(["and", "or"]), value: z.array(filterSchema) }),
    ]),
  )
  .meta({ id: "Filter" }) as z.ZodType<Filter>;

/** Judges filters against a grant. A hidden field is refused in the same words as one that does not exist. */
export function planFilter(grant: Grant, filters: readonly Filter[]): Condition | Refusal {
  const errors: FieldError[] = [];
  let refused: Refusal["refused"] = "invalid_filter";
  const fail = (pointer: string, message: string): Condition => {
    errors.push({ pointer, message });
    return and([]);
  };

  const plan = (filter: Filter, pointer: string, depth: number): Condition => {
    if (depth > maxDepth) return fail(pointer, `is nested deeper than ${maxDepth} levels`);
    if (!("field" in filter)) {
      return {
        kind: filter.operator,
        conditions: filter.value.map((each, index) =>
          plan(each, `${pointer}/value/${index}`, depth + 1),
        ),
      };
    }
    const field = grant.readable.find((each) => each.name === filter.field);
    if (!field) {
      refused = "unknown_field";
      return fail(`${pointer}/field`, "is not a field of this resource");
    }
    if (!field.filters.includes(filter.operator)) {
      refused = "field_not_filterable";
      return fail(`${pointer}/operator`, `"${filter.operator}" cannot be used with this field`);
    }
    const operands = operandsOf(filter, field.stored.shape);
    if ("message" in operands) return fail(`${pointer}/value`, operands.message);
    const values: string[] = [];
    for (const { shape, value } of operands) {
      const parsed = fromWire(shape, value);
      if (!parsed.ok) return fail(`${pointer}/value`, parsed.message);
      if (parsed.text === null) return fail(`${pointer}/value`, `is null; use the operator "null"`);
      values.push(parsed.text);
    }
    const comparison = compare(field.stored, filter.operator, ...values);
    const isLookup = field.lookedUp && filter.operator === "eq";
    return withinReach(grant, isLookup ? field.shown : field.found, comparison);
  };

  if (countFilters(filters, 0) > maxConditions)
    return refuse("invalid_filter", {
      errors: [{ pointer: "/filter", message: `has more than ${maxConditions} conditions` }],
    });
  const conditions = filters.map((filter, index) => plan(filter, `/filter/${index}`, 1));
  return errors.length > 0 ? refuse(refused, { errors }) : and(conditions);
}

/** Counts without recursing into what is too deep anyway. */
function countFilters(filters: readonly Filter[], depth: number): number {
  if (depth > maxDepth) return 0;
  return filters.reduce(
    (sum, filter) => sum + 1 + ("field" in filter ? 0 : countFilters(filter.value, depth + 1)),
    0,
  );
}

type Operands = readonly { readonly shape: FieldShape; readonly value: unknown }[];

const text: FieldShape = { kind: "text", type: "text" };

/** What an operator compares with, each with the shape it must have. */
function operandsOf(
  filter: Extract<Filter, { field: string }>,
  shape: FieldShape,
): Operands | { readonly message: string } {
  const { operator, value } = filter;
  switch (operator) {
    case "null":
    case "nnull":
      return value === undefined || value === null || value === true
        ? []
        : { message: `"${operator}" takes no value` };
    case "in":
    case "nin":
      if (!Array.isArray(value)) return { message: "must be a list" };
      if (value.length > maxListed) return { message: `has more than ${maxListed} items` };
      return value.map((each) => ({ shape, value: each }));
    case "between":
      if (!Array.isArray(value) || value.length !== 2) return { message: "must be a list of two" };
      return value.map((each) => ({ shape, value: each }));
    case "ina":
      return [{ shape, value: Array.isArray(value) ? value : [value] }];
    case "contains":
    case "containss":
    case "startswith":
    case "startswithss":
      return [{ shape: text, value }];
    default:
      return [{ shape, value }];
  }
}
