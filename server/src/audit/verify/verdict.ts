/** Why something is not as it was sealed, or worth a look. Stable; the reference explains each. */
export type FaultCode =
  | "unreadable_file"
  | "unreadable_line"
  | "untrusted_header"
  | "untrusted_checkpoint"
  | "untrusted_trailer"
  | "wrong_origin"
  | "wrong_frontier"
  | "wrong_position"
  | "record_altered"
  | "record_missing"
  | "record_not_sealed"
  | "wrong_beginning"
  | "wrong_number"
  | "wrong_size"
  | "wrong_root"
  | "wrong_proof"
  | "wrong_retirement"
  | "wrong_end"
  | "bytes_differ"
  | "fork"
  | "cut_off"
  | "change_without_operation"
  | "counts_differ"
  | "incomplete_evidence"
  | "wrong_disclosure";

/** The first thing that is wrong. */
export interface Fault {
  readonly code: FaultCode;
  /** Counted from 1; null where it is not one line's. */
  readonly line: number | null;
  /** Of a record in the tree. */
  readonly position: number | null;
  readonly message: string;
}

export type NoticeCode =
  | "no_outcome"
  | "out_of_band"
  | "clock_stepped_back"
  | "no_heartbeat"
  | "dated_after_sealing"
  | "dated_before_sealing"
  | "key_changed"
  | "retired"
  | "goes_on";

/** Something that an honest log can hold too, and that somebody should know. */
export interface Notice {
  readonly code: NoticeCode;
  readonly count: number;
  /** The first one. */
  readonly line: number;
  readonly message: string;
}

export interface Verdict {
  /** Null: everything fits together and is signed. */
  readonly fault: Fault | null;
  readonly notices: readonly Notice[];
  /** What was covered, in sentences; up to the fault where there is one. */
  readonly covered: readonly string[];
}

/** Ends verification with the first fault. */
export class FaultFound extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

export function fail(
  code: FaultCode,
  line: number | null,
  message: string,
  position: number | null = null,
): never {
  throw new FaultFound({ code, line, position, message });
}
