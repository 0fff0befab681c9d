/**
 * What PostgreSQL has, as `pg_catalog` tells it, and what Purser's login may do with it.
 * Plain data; names are exactly as stored, never quoted.
 */
export interface Catalog {
  readonly serverVersion: number;
  readonly relations: readonly Relation[];
  readonly types: readonly Type[];
}

/** A table, view, materialised view, partitioned table (its root only) or foreign table. */
export interface Relation {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "partitionedTable" | "view" | "materializedView" | "foreignTable";
  readonly comment: string | null;
  readonly columns: readonly Column[];
  readonly primaryKey: Key | null;
  readonly uniqueKeys: readonly Key[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly Check[];
  readonly indexes: readonly Index[];
  /** Rows as estimated by the planner, partitions included; null when never analysed. */
  readonly estimatedRows: number | null;
  /** Bytes on disk of the heap, partitions included. */
  readonly sizeBytes: number;
  /** Row-level security is enabled, and so may hide rows from Purser's login. */
  readonly rowSecurity: boolean;
  readonly privileges: { readonly insert: boolean; readonly delete: boolean };
  /** The capture trigger as found, on the relation and, of a partitioned one, on every partition; null without one. */
  readonly capture: Capture | null;
}

export interface Capture {
  /** ENABLE ALWAYS here and on every partition. */
  readonly always: boolean;
  /** Columns the capture function records, in order; any difference to the table's means it is out of date. */
  readonly columns: readonly string[];
  /** Columns that it records as commitments, in order. */
  readonly personal: readonly string[];
}

export interface Column {
  readonly name: string;
  readonly position: number;
  /** `format_type` with its modifier, schema-qualified unless in pg_catalog: `numeric(12,2)`, `shop.status[]`. */
  readonly type: string;
  /** Oid of the type as declared; domains are not resolved. */
  readonly typeOid: number;
  /** Type modifier decoded; null where the type has none. */
  readonly maxLength: number | null;
  readonly precision: number | null;
  readonly scale: number | null;
  readonly notNull: boolean;
  /** The default's expression as PostgreSQL prints it; null without one. */
  readonly default: string | null;
  readonly identity: "always" | "byDefault" | null;
  readonly generated: boolean;
  readonly collation: string | null;
  readonly comment: string | null;
  readonly privileges: {
    readonly select: boolean;
    readonly insert: boolean;
    readonly update: boolean;
  };
}

export interface Type {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** For a cast in SQL: as `format_type(oid, -1)` prints it, quoted by PostgreSQL; no modifier, not even an implied one. */
  readonly cast: string;
  readonly kind:
    | "base"
    | "domain"
    | "enum"
    | "array"
    | "range"
    | "multirange"
    | "composite"
    | "pseudo";
  /** PostgreSQL's one-letter category: N numeric, S string, D date/time, B boolean … */
  readonly category: string;
  /** Of an enum, in order. */
  readonly labels: readonly string[];
  /** Of an array its element, of a range its subtype, of a domain what it is over. */
  readonly of: number | null;
  /** Of a domain. */
  readonly domain: {
    readonly notNull: boolean;
    readonly maxLength: number | null;
    readonly precision: number | null;
    readonly scale: number | null;
    readonly checks: readonly Check[];
  } | null;
}

export interface Key {
  readonly name: string;
  readonly columns: readonly string[];
  readonly deferrable: boolean;
  readonly comment: string | null;
}

export type ReferentialAction = "noAction" | "restrict" | "cascade" | "setNull" | "setDefault";

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  /** Oid of the referenced relation (of a partition: its root). */
  readonly target: number;
  readonly targetColumns: readonly string[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly deferrable: boolean;
  readonly comment: string | null;
}

export interface Check {
  readonly name: string;
  /** As `pg_get_expr` prints it. */
  readonly expression: string;
  readonly columns: readonly string[];
  readonly comment: string | null;
}

export interface Index {
  readonly name: string;
  /** Access method: btree, hash, gin, gist, brin, spgist. */
  readonly method: string;
  readonly unique: boolean;
  readonly valid: boolean;
  /** The predicate's expression, of a partial index. */
  readonly predicate: string | null;
  readonly columns: readonly IndexColumn[];
}

interface IndexColumn {
  /** The column's name, null for an expression. */
  readonly column: string | null;
  /** As PostgreSQL prints it: a column's quoted name or an expression. */
  readonly expression: string;
  /** Name of the operator class: `text_pattern_ops`, `gin_trgm_ops`. */
  readonly operatorClass: string;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}
