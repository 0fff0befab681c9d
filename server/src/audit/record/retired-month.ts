import * as z from "zod";
import { readHash } from "../../config/base64.ts";
import type { LogRecord } from "./record.ts";
import { textOf } from "./record.ts";

/** A month of one table of the log that was removed. */
export interface RetiredMonth {
  /** A partitioned table of the ledger. */
  readonly table: string;
  /** `YYYY-MM` */
  readonly month: string;
  /** Where its rows are sealed; of most months in one tree. */
  readonly sealed: readonly (RetiredLeaves & { readonly tree: string })[];
}

/** Leaves whose records were removed, in the order of their positions. */
export interface RetiredLeaves {
  readonly first: number;
  readonly last: number;
  /** What their hashes come to one after another, in base64: SHA-256(0x01 ‖ so far ‖ hash), from SHA-256 of nothing. */
  readonly leaves: string;
  readonly rows: number;
}

const count = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})$/)
  .transform(Number);

const schema: z.ZodType<RetiredMonth> = z.strictObject({
  table: z.string(),
  month: z.string().regex(/^2\d{3}-(0[1-9]|1[0-2])$/),
  sealed: z.array(
    z.strictObject({
      tree: z.string(),
      first: count,
      last: count,
      leaves: z.string().refine((text) => readHash(text) !== null),
      rows: count,
    }),
  ),
});

/** Reads the details of an event that says that a month was removed; null of anything else. */
export function readRetiredMonth(details: string): RetiredMonth | null {
  try {
    return schema.safeParse(JSON.parse(details)).data ?? null;
  } catch {
    return null;
  }
}

/** Whether a record is of the removal of a month: by Purser itself, in nobody's name, and not refused. */
export function isRetirement(record: LogRecord): boolean {
  return (
    record[0] === "event" &&
    textOf(record, "kind") === "audit.retire" &&
    ["code", "session_id", "actor"].every((column) => textOf(record, column) === null)
  );
}
