/** What capture needs to know of a table. */
export interface ArmedTable {
  readonly schema: string;
  readonly name: string;
  /** Name of its capture function in schema `purser`. */
  readonly procedure: string;
  readonly columns: readonly string[];
  /** Primary-key columns; empty without a key. */
  readonly key: readonly string[];
  /** Columns that are recorded as commitments, in the table's order. */
  readonly committed: readonly string[];
  /** Those of them whose values Purser's login never sees. */
  readonly hidden: readonly string[];
}
