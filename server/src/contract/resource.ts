import type { ComparisonOperator, Sort } from "./filter.ts";
import type { WireValue } from "./wire.ts";

/** What a field holds; each kind has one folder of components in the console. */
export type FieldKind =
  | "text"
  | "longText"
  | "integer"
  | "bigint"
  | "decimal"
  | "float"
  | "boolean"
  | "enum"
  | "date"
  | "time"
  | "timestamp"
  | "timestamptz"
  | "interval"
  | "uuid"
  | "json"
  | "binary"
  | "array"
  | "range"
  | "network"
  | "other";

/** The form a value of a kind takes: what a widget needs to draw and check it. */
export interface FieldShape {
  readonly kind: FieldKind;
  /** PostgreSQL's name of the type, as `format_type` prints it: `numeric(12,2)`, `text[]`. */
  readonly type: string;
  /** Greatest length in characters, of `varchar(n)` and `char(n)`. */
  readonly maxLength?: number;
  /** Of `numeric(precision, scale)`: digits in all, and behind the point. */
  readonly precision?: number;
  readonly scale?: number;
  /** Of an integer kind: the greatest value, as decimal digits; the smallest is its negative minus one. */
  readonly maximum?: string;
  /** Of an enum: its labels, in their order. */
  readonly options?: readonly string[];
  /** Of an array its elements; of a range its bounds. */
  readonly element?: FieldShape;
}

export interface FieldDescription extends FieldShape {
  readonly name: string;
  readonly label: string;
  /** The column's comment, or the config's text. */
  readonly help: string | null;
  readonly nullable: boolean;
  /** Must be given on create: not null, no default, not generated. */
  readonly required: boolean;
  /** Filled by the database when left out; the literal where it is a plain one. */
  readonly default: { readonly value: WireValue } | "computed" | null;
  /** Never written by anybody: identity always, generated columns. */
  readonly generated: boolean;
  /** Place in the primary key, from 1; null outside it. */
  readonly keyPosition: number | null;
  readonly group: string | null;
  /** How text is to be drawn. */
  readonly format: "email" | "phone" | "url" | "money" | null;
  /** Of money: the field that holds the currency, or the currency itself. */
  readonly currency: { readonly field: string } | { readonly code: string } | null;
  /** An index begins with this field: filters on it are quick. */
  readonly indexed: boolean;
  readonly filters: readonly ComparisonOperator[];
  readonly sortable: boolean;
  /** What this principal sees instead of the value, of some records at least; null where it is clear. */
  readonly mask: "pseudonym" | "lastFour" | "emailDomain" | "year" | "firstTwo" | "fixed" | null;
  /** A filter `eq` finds a masked value that is typed in full; what it finds is recorded, and the number is limited. */
  readonly exactLookup: boolean;
  /** May be shown in clear for a while, with a reason. */
  readonly reveal: boolean;
  /** Shown as a column unless the person chooses otherwise. */
  readonly inList: boolean;
  /** What this principal may do with it. A hidden field is not described at all. */
  readonly create: boolean;
  readonly update: boolean;
  /** Name of the to-one relation that this field is the (first) column of. */
  readonly relation: string | null;
}

export interface RelationDescription {
  readonly name: string;
  readonly label: string;
  readonly kind: "toOne" | "toMany" | "manyToMany";
  /** The resource at the other end. */
  readonly resource: string;
  /** Of this resource, in the order of `targetFields`. */
  readonly fields: readonly string[];
  readonly targetFields: readonly string[];
  /** Of many-to-many: the join table's resource. */
  readonly through: string | null;
  /** Deleting a record here also deletes, or empties the reference of, the related ones. */
  readonly onDelete: "cascade" | "setNull" | "setDefault" | "restrict" | null;
}

/** Whether this principal may do a thing, and if not, why, in a sentence. */
export type Permission =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly why: string };

export const resourceActions = ["list", "read", "create", "update", "delete", "history"] as const;
export type ResourceAction = (typeof resourceActions)[number];

export interface ResourceDescription {
  readonly name: string;
  /** Plural, as a heading: "Orders". */
  readonly label: string;
  /** Singular, as in "New order". */
  readonly labelOne: string;
  /** Heading in the navigation. */
  readonly group: string | null;
  readonly help: string | null;
  readonly kind: "table" | "partitionedTable" | "view" | "materializedView" | "foreignTable";
  readonly fields: readonly FieldDescription[];
  /** Names of the primary-key fields, in order; empty when there is no key. */
  readonly key: readonly string[];
  /** The field that stands for a record, null where only the key can. */
  readonly labelField: string | null;
  readonly relations: readonly RelationDescription[];
  readonly defaultSort: readonly Sort[];
  /** Fields that quick search looks into; empty when there is none. */
  readonly search: readonly string[];
  readonly permissions: { readonly [action in ResourceAction]: Permission };
  /** PostgreSQL's estimate; null when it never counted. */
  readonly estimatedRows: number | null;
  /** A write must carry a reason. */
  readonly reasonRequired: boolean;
}

/** `GET /api/resources` */
export interface ResourcesAnswer {
  readonly resources: readonly ResourceDescription[];
}
