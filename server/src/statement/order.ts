import { sql } from "kysely";
import type { PageStart, Position } from "../plan/cursor.ts";
import type { Order, OrderTerm } from "../plan/order.ts";
import type { Fragment } from "./compile.ts";
import { all, any, cast, columnOf } from "./compile.ts";

/** The order to read in: turned round for the page before a place, whose rows are turned back afterwards. */
export function orderBy(order: Order, side: PageStart["side"]): Fragment {
  if (order.terms.length === 0) return sql``;
  return sql`order by ${sql.join(
    order.terms.map(
      (term) => sql`${columnOf(term.column)} ${sql.raw(isAscending(term, side) ? "asc" : "desc")}`,
    ),
  )}`;
}

/** Rows behind a place in an order. Null sorts as greater than everything, which is PostgreSQL's default both ways. */
export function beyond(order: Order, start: PageStart): Fragment {
  const { terms } = order;
  const { position, side } = start;
  const uniform = terms.every(
    (term) => !term.nullable && isAscending(term, side) === isAscending(terms[0], side),
  );
  return uniform ? rowComparison(terms, position, side) : lexicographic(terms, position, side);
}

/** One comparison of whole rows, which an index in that order serves (PostgreSQL manual, 9.25.5). */
function rowComparison(
  terms: readonly OrderTerm[],
  position: Position,
  side: PageStart["side"],
): Fragment {
  const columns = sql.join(terms.map((term) => columnOf(term.column)));
  const values = sql.join(terms.map((term, index) => cast(position[index] ?? null, term.cast)));
  return sql`(${columns}) ${sql.raw(isAscending(terms[0], side) ? ">" : "<")} (${values})`;
}

/** Beyond in the first term; or equal there and beyond in the next; and so on. */
function lexicographic(
  terms: readonly OrderTerm[],
  position: Position,
  side: PageStart["side"],
): Fragment {
  return any(
    terms.map((term, index) =>
      all([
        ...terms.slice(0, index).map((earlier, place) => equals(earlier, position[place] ?? null)),
        exceeds(term, position[index] ?? null, isAscending(term, side)),
      ]),
    ),
  );
}

function equals(term: OrderTerm, value: string | null): Fragment {
  const column = columnOf(term.column);
  return value === null ? sql`${column} is null` : sql`${column} = ${cast(value, term.cast)}`;
}

function exceeds(term: OrderTerm, value: string | null, ascending: boolean): Fragment {
  const column = columnOf(term.column);
  if (value === null) return ascending ? sql`false` : sql`${column} is not null`;
  if (!ascending) return sql`${column} < ${cast(value, term.cast)}`;
  const greater = sql`${column} > ${cast(value, term.cast)}`;
  return term.nullable ? sql`(${greater} or ${column} is null)` : greater;
}

function isAscending(term: OrderTerm | undefined, side: PageStart["side"]): boolean {
  return (term?.direction === "asc") === (side === "after");
}
