import type { LogRecord } from "../record/record.ts";
import { textOf } from "../record/record.ts";
import type { Notices } from "./notices.ts";
import { fail } from "./verdict.ts";

/** Whether what the log says makes sense: a true seal on a forged row is a true seal. */
export interface Sense {
  readonly read: (record: LogRecord, line: number) => void;
  /** A record stood here that was removed with its month, as this event is to say. */
  readonly skip: (event: string) => void;
  /** What this event has removed is of this table. */
  readonly explain: (event: string, table: string) => void;
  /** At a checkpoint: whatever belongs together has been read. */
  readonly settle: () => void;
  readonly finish: () => void;
}

/** What one transaction has left so far. */
interface Transaction {
  readonly xid: string | null;
  readonly operations: Map<string, number>;
  readonly outcomes: Map<string, number>;
  readonly changes: Map<string, { count: number; readonly line: number }>;
  /** The events that are to answer for records beside or between its own. */
  readonly beside: Set<string>;
}

/** What a transaction lacks, and may have lost with a month of this table. */
interface Doubt {
  readonly table: string;
  readonly beside: ReadonlySet<string>;
  readonly tell: () => void;
}

export function createSense(notices: Notices): Sense {
  let transaction = begin(null, []);
  /** Events of the records that are gone since the last one. */
  const skipped = new Set<string>();
  let doubts: Doubt[] = [];
  const open = new Map<string, number>();
  const close = () => {
    const { beside } = transaction;
    judge(transaction, notices, (table, tell) => {
      if (beside.size === 0) tell();
      else doubts.push({ table, beside, tell });
    });
  };
  const settle = () => {
    close();
    transaction = begin(null, []);
    skipped.clear();
  };
  return {
    read: (record, line) => {
      if (textOf(record, "xid") !== transaction.xid) {
        close();
        transaction = begin(textOf(record, "xid"), skipped);
      }
      skipped.clear();
      note(transaction, record, line, notices);
      const [table] = record;
      if (table === "intent") open.set(textOf(record, "id") ?? "", line);
      if (table === "operation") open.delete(textOf(record, "id") ?? "");
      if (table === "event") open.delete(textOf(record, "operation_id") ?? "");
    },
    skip: (event) => {
      transaction.beside.add(event);
      skipped.add(event);
    },
    explain: (event, table) => {
      doubts = doubts.filter((doubt) => doubt.table !== table || !doubt.beside.has(event));
    },
    settle,
    finish: () => {
      settle();
      for (const { tell } of doubts) tell();
      for (const line of open.values())
        notices.add("no_outcome", line, "Something was tried, and nobody knows what came of it.");
    },
  };
}

function begin(xid: string | null, beside: Iterable<string>): Transaction {
  return {
    xid,
    operations: new Map(),
    outcomes: new Map(),
    changes: new Map(),
    beside: new Set(beside),
  };
}

function note(
  { operations, outcomes, changes }: Transaction,
  record: LogRecord,
  line: number,
  notices: Notices,
): void {
  const [table] = record;
  if (table === "operation") operations.set(textOf(record, "id") ?? "", line);
  if (table === "outcome")
    outcomes.set(
      textOf(record, "operation_id") ?? "",
      Number(textOf(record, "direct")) + Number(textOf(record, "cascade")),
    );
  if (table !== "change") return;
  const operation = textOf(record, "operation_id");
  const known = changes.get(operation ?? "");
  if (operation === null)
    notices.add("out_of_band", line, `${textOf(record, "login")} changed a row beside Purser.`);
  else if (known) known.count += 1;
  else changes.set(operation, { count: 1, line });
}

/** Fails, but for what lacks records of one table: that is left to `lack`. */
function judge(
  { operations, outcomes, changes }: Transaction,
  notices: Notices,
  lack: (table: string, tell: () => void) => void,
): void {
  for (const [operation, { line }] of changes)
    if (!operations.has(operation))
      lack("operation", () =>
        fail(
          "change_without_operation",
          line,
          `A change names operation ${operation}, which its transaction does not have.`,
        ),
      );
  for (const [operation, line] of operations) {
    const counted = outcomes.get(operation);
    const found = changes.get(operation)?.count ?? 0;
    const tell = () =>
      fail(
        "counts_differ",
        line,
        `Operation ${operation} counted ${counted} changes; the log has ${found}.`,
      );
    if (counted === undefined)
      lack("outcome", () =>
        notices.add("no_outcome", line, `Operation ${operation} has no outcome.`),
      );
    else if (found > counted) tell();
    else if (found < counted) lack("change", tell);
  }
}
