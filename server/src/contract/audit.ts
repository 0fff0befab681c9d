import type { RecordAnswer, WriteAnswer } from "./record.ts";
import type { WireValue, WireValues } from "./wire.ts";

export interface Actor {
  readonly subject: string | null;
  readonly name: string;
  readonly email: string | null;
}

/** One line of the audit log: an operation (which may have changed rows) or an event (which did not). */
export interface AuditEntry {
  readonly id: string;
  readonly type: "operation" | "event";
  /**
   * The registry's name of what was done: `record.update`, `record.list`, `session.signIn`; `change.outOfBand` of what a
   * database user changed beside Purser.
   */
  readonly kind: string;
  /** PostgreSQL's text in UTC with microseconds. */
  readonly at: string;
  readonly actor: Actor;
  readonly authority: "session" | "mandate" | "system" | "none";
  readonly roles: readonly string[];
  readonly resource: string | null;
  /** Keys of the records it was aimed at or showed, in the form of `RecordAnswer.key`. */
  readonly keys: readonly string[];
  /** Fields that were shown. */
  readonly fields: readonly string[];
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** Of an operation: null while there is none, which a crash leaves. Of an event, `done` or `refused`. */
  readonly outcome: "done" | "refused" | null;
  /** Of a refusal: the problem's code. */
  readonly code: string | null;
  /** The checkpoint that sealed it; null while none has. */
  readonly sealed: { readonly checkpoint: number } | null;
  /** The operation whose changes it took back, and the last one that took back its own. */
  readonly undoes: string | null;
  readonly undoneBy: string | null;
  /** Rows changed, by what was asked for and by what followed from it, in tables of which the reader sees every row. */
  readonly changes: { readonly direct: number; readonly cascade: number };
}

/** One row's before and after. */
export interface AuditChange {
  readonly id: string;
  /** Empty of a change that was made beside Purser. */
  readonly operation: string;
  readonly at: string;
  readonly resource: string | null;
  readonly table: string;
  readonly key: string;
  readonly verb: "insert" | "update" | "delete";
  /** Asked for, or a consequence of it. */
  readonly cause: "direct" | "cascade";
  /** Only fields that the reader may see; null on the side that does not exist, or is outside of their reach. */
  readonly before: { readonly [field: string]: WireValue } | null;
  readonly after: { readonly [field: string]: WireValue } | null;
  /** Fields that are masked on a side. */
  readonly masked?: readonly string[];
  /** Fields that are shown on both sides, and not alike. */
  readonly changed: readonly string[];
  /** Fields whose value was erased for good, of those the reader may see: null on the sides that had it. */
  readonly erased: readonly string[];
  /** Personal fields that the reader may see in clear: evidence shows them only where they are asked for. */
  readonly disclosable: readonly string[];
}

/** `GET /api/audit` */
export interface AuditListAnswer {
  readonly entries: readonly AuditEntry[];
  readonly page: { readonly next: string | null; readonly previous: string | null };
}

/** `GET /api/audit/{id}` */
export interface AuditEntryAnswer {
  readonly entry: AuditEntry;
  readonly changes: readonly AuditChange[];
}

/** `GET …/records/{key}/history`: the record's changes, newest first, each with the operation that made it. */
export interface HistoryAnswer {
  readonly history: readonly {
    readonly entry: AuditEntry;
    readonly change: AuditChange;
    readonly also: readonly {
      readonly table: string;
      readonly verb: AuditChange["verb"];
      readonly count: number;
    }[];
  }[];
  readonly page: { readonly next: string | null; readonly previous: string | null };
}

/** What undoing an operation does to one row. */
export interface UndoStep {
  readonly resource: string;
  readonly key: string;
  readonly verb: "insert" | "update" | "delete";
  /** The row as it is and as it will be, by the fields that the caller may see; null on the side that does not exist. */
  readonly now: WireValues | null;
  readonly then: WireValues | null;
  /** Fields that are masked in either. */
  readonly masked?: readonly string[];
  /** Fields that are shown in both, and not alike. */
  readonly changed: readonly string[];
  /** What stands against it, in a sentence: the row is not as the operation left it. */
  readonly conflict: string | null;
}

/** `GET /api/audit/{id}/undo`: what undoing that operation would do, in the order in which it is done. */
export interface UndoAnswer {
  readonly possible: boolean;
  /** Why it is not possible, in a sentence. */
  readonly why: string | null;
  /** Changes when any step does; sent back as `If-Match`. */
  readonly version: string;
  readonly steps: readonly UndoStep[];
}

/** `POST /api/audit/{id}/undo`: the operation that undid the other, and how many rows are again as they were. */
export interface UndoneAnswer {
  readonly operation: string;
  readonly cascaded: WriteAnswer["cascaded"];
  readonly restored: number;
}

/** `GET …/records/{key}/as-of`: a record as it was at a moment. */
export interface AsOfAnswer {
  /** The moment, as PostgreSQL's text in UTC with microseconds. */
  readonly at: string;
  /** Null where it did not exist. */
  readonly record: RecordAnswer | null;
  /** Fields that are shown then and now, and not alike. */
  readonly changed: readonly string[];
}

/** `GET /api/audit/health`: how far sealing and anchoring have come, what the log covers, and how it grows. */
export interface AuditHealthAnswer {
  /** Whether there is a key to seal with. */
  readonly sealing: boolean;
  /** The newest one. */
  readonly checkpoint: {
    readonly number: number;
    /** Records sealed. */
    readonly size: number;
    readonly at: string;
    readonly ageSeconds: number;
  } | null;
  /** Rows of the log that are not sealed yet; not all are counted where there are very many. */
  readonly unsealed: { readonly rows: number; readonly isMore: boolean };
  /** Age of the oldest row that is not sealed; 0 without one. */
  readonly lagSeconds: number;
  /** By this server's own word; a verifier goes by what the anchor itself holds. */
  readonly anchors: readonly {
    readonly name: string;
    /** Number of the newest checkpoint that is kept there. */
    readonly checkpoint: number | null;
    readonly at: string | null;
    /** Age of the oldest checkpoint since. */
    readonly lagSeconds: number;
    /** It holds another checkpoint where one of ours belongs. */
    readonly conflict: boolean;
  }[];
  /** Tables that a write through Purser can reach. */
  readonly coverage: readonly {
    /** Null of one that the caller may not see. */
    readonly resource: string | null;
    /** Why its changes would not all be recorded; null where they are. */
    readonly reason: string | null;
  }[];
  /** Rows (estimated) and bytes of the log by table and month (`2026-11`), newest first. */
  readonly growth: readonly {
    readonly table: string;
    readonly month: string;
    readonly rows: number;
    readonly bytes: number;
  }[];
  /** To the other system that is given the log; null where there is none. */
  readonly delivery: {
    /** Checkpoints that it has not been given whole. */
    readonly checkpoints: number;
    /** Age of the oldest of them; 0 without one. */
    readonly lagSeconds: number;
    /** When it last took something. */
    readonly at: string | null;
  } | null;
  readonly alerts: readonly {
    readonly code: "not_sealing" | "lagging" | "anchor_lagging" | "fork" | "delivery_lagging";
    readonly text: string;
  }[];
}
