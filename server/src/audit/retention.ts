import type { RetentionConfig } from "../config/config.ts";
import type { Database } from "../database/database.ts";
import type { RetiredMonth } from "./record/retired-month.ts";
import { readRetiredMonth } from "./record/retired-month.ts";
import { sources } from "./record/source.ts";
import type { Repetition } from "./repeat.ts";
import { repeat } from "./repeat.ts";

/** What the records of each table hold, for the ledger to find their leaves by. */
const columns = JSON.stringify(
  Object.fromEntries(sources.map((source) => [source.table, source.columns])),
);

/** Statements that tell the ledger how long to keep what, for its owner to run. */
export function retentionStatements(retention: RetentionConfig = {}): readonly string[] {
  const lives = Object.entries(retention).map(([kind, months]) => `('${kind}', ${months})`);
  return [
    "delete from purser.retention",
    ...(lives.length === 0
      ? []
      : [`insert into purser.retention (kind, months) values ${lives.join(", ")}`]),
  ];
}

/**
 * Removes the months that are past their life, as far as they are sealed and kept outside, each in a transaction of its
 * own with the record of it. Another process may be at it: then there is nothing to do. Rejects with SQLSTATE XX001
 * where a row is not as it was sealed.
 */
export async function retireMonths(
  ledger: Database,
  newId: () => string,
): Promise<readonly RetiredMonth[]> {
  const retired: RetiredMonth[] = [];
  for (;;) {
    const month = await ledger.transaction(async (connection) => {
      // A month may be large: the login's limit is for people's requests.
      await connection.run({ text: "set local statement_timeout = '30min'", values: [] });
      const { rows } = await connection.run({
        text: "select purser.retire_month($1, $2)",
        values: [newId(), columns],
      });
      const details = rows[0]?.[0] ?? null;
      return details === null ? null : readRetiredMonth(details);
    });
    if (!month) return retired;
    retired.push(month);
  }
}

/** Months that are past their life and still there, as `table YYYY-MM`. */
export async function listDueMonths(ledger: Database): Promise<readonly string[]> {
  const { rows } = await ledger.run({
    text: "select parent || ' ' || to_char(month, 'YYYY-MM') from purser.due_months()",
    values: [],
  });
  return rows.map(([month]) => month ?? "");
}

export interface UpkeepOptions {
  readonly ledger: Database;
  readonly newId: () => string;
  /** Milliseconds between two turns. */
  readonly every: number;
  readonly onFailure: (cause: unknown) => void;
}

/** Makes the months ahead and removes those past their life, again and again until it is stopped. */
export function keepMonths({ ledger, newId, every, onFailure }: UpkeepOptions): Repetition {
  return repeat(
    async () => {
      await ledger.run({ text: "select purser.ensure_months()", values: [] });
      await retireMonths(ledger, newId);
    },
    { every, onFailure },
  );
}
