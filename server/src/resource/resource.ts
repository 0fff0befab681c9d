import type { Relation as CatalogRelation } from "../catalog/catalog.ts";
import type { Mask } from "../config/mask.ts";
import type {
  ComparisonOperator,
  FieldShape,
  RelationDescription,
  Sort,
} from "../contract/index.ts";

import type { TextSearch } from "./index-use.ts";

/** A table or view as Purser shows it, before anybody's rights are applied. Plain data, built once at start. */
export interface Resource {
  /** As in URLs: each part with every byte outside `A-Za-z0-9_-` as `~hh`; `schema.table` outside `public`. */
  readonly name: string;
  readonly table: { readonly oid: number; readonly schema: string; readonly name: string };
  readonly kind: CatalogRelation["kind"];
  readonly label: string;
  readonly labelOne: string;
  readonly group: string | null;
  readonly help: string | null;
  readonly fields: readonly Field[];
  /** Primary-key columns in order; empty without a key. */
  readonly key: readonly string[];
  /** Candidates for the record label, best first; the first that is clear for the caller is used. */
  readonly labelFields: readonly string[];
  readonly relations: readonly Relation[];
  readonly defaultSort: readonly Sort[];
  readonly search: readonly string[];
  readonly estimatedRows: number | null;
  readonly sizeBytes: number;
  /** Sentence per constraint name, for validation errors: its comment or one made from its definition, and its fields. */
  readonly constraints: readonly Constraint[];
  /** Null where writes are possible at all; else why not, in a sentence. */
  readonly readOnlyBecause: string | null;
  /** Every column of the table, also what is hidden from everybody: what a removed row is put back by. */
  readonly columns: readonly StoredColumn[];
  /** Foreign keys of the table, shown or not. */
  readonly references: readonly Reference[];
}

/** A column as its rows are stored. */
export interface StoredColumn {
  readonly name: string;
  /** As `Field.cast`. */
  readonly cast: string;
  /** Follows from other columns, and so is never written. */
  readonly generated: boolean;
  readonly nullable: boolean;
  /** Privileges of Purser's login. */
  readonly insertable: boolean;
  readonly updatable: boolean;
}

/** A foreign key by its columns and those that they point to, pairwise. */
export interface Reference {
  readonly columns: readonly string[];
  /** Oid of the table pointed to. */
  readonly target: number;
  readonly targetColumns: readonly string[];
}

export interface Constraint {
  readonly name: string;
  readonly kind: "unique" | "foreignKey" | "check";
  readonly fields: readonly string[];
  readonly message: string;
}

export interface Field {
  readonly name: string;
  readonly shape: FieldShape;
  /** For a cast in SQL: `format_type` without its modifier, safe to print as it is (PostgreSQL quoted it). */
  readonly cast: string;
  readonly label: string;
  readonly help: string | null;
  readonly group: string | null;
  readonly format: "email" | "phone" | "url" | "money" | null;
  readonly currency: { readonly field: string } | { readonly code: string } | null;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  /** The literal where the default is a plain one, in wire form. */
  readonly defaultValue: { readonly value: import("../contract/index.ts").WireValue } | null;
  readonly generated: boolean;
  readonly keyPosition: number | null;
  readonly indexed: boolean;
  /** How an index finds a typed text in it; null where none does. */
  readonly textSearch: TextSearch | null;
  readonly filters: readonly ComparisonOperator[];
  readonly sortable: boolean;
  /** What stands for its values where they are not shown in clear; null where nothing has to. */
  readonly mask: Mask | null;
  /** A masked value may be looked for by typing it in full. */
  readonly exactLookup: boolean;
  readonly inList: boolean;
  /** Privileges of Purser's login on the column. */
  readonly insertable: boolean;
  readonly updatable: boolean;
}

/** A way from one record to others. `targetFields` are joined to `fields` pairwise. */
export interface Relation {
  readonly name: string;
  readonly label: string;
  readonly kind: RelationDescription["kind"];
  readonly target: string;
  readonly fields: readonly string[];
  readonly targetFields: readonly string[];
  /** Of many-to-many: the join table, its columns that point here, and those that point to the target. */
  readonly through: {
    readonly resource: string;
    readonly nearFields: readonly string[];
    readonly farFields: readonly string[];
  } | null;
  readonly onDelete: RelationDescription["onDelete"];
}
