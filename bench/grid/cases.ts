/** A page of orders as Purser is asked for it, and the same of the bare server. */
export interface GridCase {
  readonly name: string;
  /** Query string of `GET /api/resources/orders/records`. */
  readonly query: string;
  /** Path and query string at the bare server. */
  readonly reference: string;
  /** The page is so many pages into the list; Purser's cursor for it is found by walking there. */
  readonly depth: number;
}

const filter = JSON.stringify([{ field: "status", operator: "eq", value: "returned" }]);

export const gridCases: readonly GridCase[] = [
  { name: "first page", query: "", reference: "/first", depth: 0 },
  {
    name: "filtered by status",
    query: `filter=${encodeURIComponent(filter)}`,
    reference: "/filtered?status=returned",
    depth: 0,
  },
  { name: "page 1000", query: "", reference: "/beyond", depth: 1000 },
];

export const pageSize = 50;
