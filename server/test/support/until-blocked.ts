import { expect } from "vitest";
import type { TestOffice } from "./purser.ts";

/** Until a statement waits for what somebody else has locked; asked outside of the transaction that has. */
export async function untilBlocked({ admin }: TestOffice): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await admin.query(
        `select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
      );
      return rows[0].waiting;
    })
    .toBe(1);
}
