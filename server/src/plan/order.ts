import type { Grant } from "../access/grant.ts";
import type { FieldError, Refusal, Sort, SortDirection } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { Field, Resource } from "../resource/resource.ts";

/** One term of ORDER BY: a column with its type for casts. Null counts as greater than everything, as in PostgreSQL. */
export interface OrderTerm {
  readonly column: string;
  readonly cast: string;
  readonly nullable: boolean;
  readonly direction: SortDirection;
}

/** An order in which every row has its one place, or not (`total: false`), and then there are no further pages. */
export interface Order {
  readonly terms: readonly OrderTerm[];
  readonly total: boolean;
}

const maxTerms = 5;

/** Judges a sort against a grant and completes it so that no two rows tie. */
export function planOrder(grant: Grant, sort: readonly Sort[]): Order | Refusal {
  const errors: FieldError[] = [];
  let refused: Refusal["refused"] = "field_not_sortable";
  if (sort.length > maxTerms)
    return refuse("invalid_sort", {
      errors: [{ pointer: "/sort", message: `has more than ${maxTerms} fields` }],
    });
  const terms = sort.map((each, index) => {
    const field = grant.readable.find((candidate) => candidate.name === each.field);
    if (!field) {
      refused = "unknown_field";
      errors.push({ pointer: `/sort/${index}`, message: "is not a field of this resource" });
    } else if (!field.sortable)
      errors.push({ pointer: `/sort/${index}`, message: "cannot be sorted by" });
    return field && termOf(field, each.direction);
  });
  if (errors.length > 0) return refuse(refused, { errors });
  return completeOrder(
    grant.resource,
    grant.resource.fields,
    terms.filter((term) => term !== undefined),
  );
}

/** Adds what breaks ties: the key, or the row's place on disk (PostgreSQL manual, 5.6 "System Columns"). */
function completeOrder(
  resource: Resource,
  fields: readonly Field[],
  terms: readonly OrderTerm[],
): Order {
  const direction = terms.at(-1)?.direction ?? "asc";
  const sorted = new Set(terms.map((term) => term.column));
  if (resource.key.length > 0) {
    const rest = resource.key
      .filter((name) => !sorted.has(name))
      .map((name) => fields.find((field) => field.name === name))
      .filter((field) => field !== undefined);
    return { terms: [...terms, ...rest.map((field) => termOf(field, direction))], total: true };
  }
  if (resource.kind === "table" || resource.kind === "partitionedTable") {
    const place = [
      { column: "tableoid", cast: "oid", nullable: false, direction },
      { column: "ctid", cast: "tid", nullable: false, direction },
    ] as const;
    return {
      terms: [...terms, ...(resource.kind === "table" ? place.slice(1) : place)],
      total: true,
    };
  }
  return { terms, total: false };
}

function termOf(field: Field, direction: SortDirection): OrderTerm {
  return { column: field.name, cast: field.cast, nullable: field.nullable, direction };
}
