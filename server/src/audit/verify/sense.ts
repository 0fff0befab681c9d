import type { LogRecord } from "../record/record.ts";
import { textOf } from "../record/record.ts";
import type { Notices } from "./notices.ts";
import { fail } from "./verdict.ts";

/** Whether what the log says makes sense: a true seal on a forged row is a true seal. */
export interface Sense {
  readonly read: (record: LogRecord, line: number) => void;
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
}

export function createSense(notices: Notices): Sense {
  let transaction = begin(null);
  const open = new Map<string, number>();
  const settle = () => {
    judge(transaction, notices);
    transaction = begin(null);
  };
  return {
    read: (record, line) => {
      if (textOf(record, "xid") !== transaction.xid) {
        judge(transaction, notices);
        transaction = begin(textOf(record, "xid"));
      }
      note(transaction, record, line, notices);
      const [table] = record;
      if (table === "intent") open.set(textOf(record, "id") ?? "", line);
      if (table === "operation") open.delete(textOf(record, "id") ?? "");
      if (table === "event") open.delete(textOf(record, "operation_id") ?? "");
    },
    settle,
    finish: () => {
      settle();
      for (const line of open.values())
        notices.add("no_outcome", line, "Something was tried, and nobody knows what came of it.");
    },
  };
}

function begin(xid: string | null): Transaction {
  return { xid, operations: new Map(), outcomes: new Map(), changes: new Map() };
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

function judge({ operations, outcomes, changes }: Transaction, notices: Notices): void {
  for (const [operation, { line }] of changes)
    if (!operations.has(operation))
      fail(
        "change_without_operation",
        line,
        `A change names operation ${operation}, which its transaction does not have.`,
      );
  for (const [operation, line] of operations) {
    const counted = outcomes.get(operation);
    const found = changes.get(operation)?.count ?? 0;
    if (counted === undefined)
      notices.add("no_outcome", line, `Operation ${operation} has no outcome.`);
    else if (counted !== found)
      fail(
        "counts_differ",
        line,
        `Operation ${operation} counted ${counted} changes; the log has ${found}.`,
      );
  }
}
