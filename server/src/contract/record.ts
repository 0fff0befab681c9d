import type { WireValues } from "./wire.ts";

/** One row as this principal may see it. */
export interface RecordAnswer {
  /** Primary-key components, each with every byte outside `A-Za-z0-9_-` as `~hh`, joined with `,`; null without a key. */
  readonly key: string | null;
  /** Changes when anything this principal may see changes; sent back as `If-Match`. */
  readonly version: string | null;
  /** What stands for the record in a sentence. */
  readonly label: string;
  /** A field that is hidden in this record is not there. */
  readonly values: WireValues;
  /** In lists only: fields whose value was cut, with the full length in bytes. */
  /** Fields of this record that are masked. */
  readonly masked?: readonly string[];
  readonly cut?: { readonly [field: string]: number };
}

export interface Count {
  readonly value: number;
  readonly kind: "exact" | "estimate" | "atLeast";
}

/** `GET …/records`, `POST …/records/search`, `GET …/records/{key}/related/{relation}` */
export interface ListAnswer {
  readonly records: readonly RecordAnswer[];
  /** Sealed cursors for `after` and `before`; null at the ends. */
  readonly page: { readonly next: string | null; readonly previous: string | null };
  readonly count: Count | null;
}

/** `GET …/lookup`: what pickers and relation columns show. */
export interface LookupAnswer {
  readonly records: readonly { readonly key: string; readonly label: string }[];
}

/** `POST …/records`, `PATCH …/records/{key}` */
export interface WriteBody {
  readonly values: WireValues;
  readonly reason?: string;
}

/** Answer to a write: the record as it now is, and the operation in the audit log that made it so. */
export interface WriteAnswer {
  readonly record: RecordAnswer | null;
  readonly operation: string;
  /** Rows that changed beside the one asked for (cascades, triggers), in tables of which the caller sees every row. */
  readonly cascaded: readonly {
    readonly resource: string | null;
    readonly table: string;
    readonly verb: "insert" | "update" | "delete";
    readonly count: number;
  }[];
}
