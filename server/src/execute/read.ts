import type { TextRow } from "../database/database.ts";
import type { Fragment } from "../statement/compile.ts";
import { compile } from "../statement/compile.ts";
import type { PageQuery } from "../statement/page.ts";
import type { PageOptions, Reading } from "../statement/recorded.ts";
import { recordedPage, recordReading, unrecordedPage } from "../statement/recorded.ts";
import type { Run } from "./context.ts";

export type Recorded = Pick<Reading, "kind" | "resource" | "fields" | "details"> & PageOptions;

export interface ReadRows {
  readonly rows: readonly TextRow[];
  readonly further: string | null;
}

/**
 * Reads rows of the application and records the read: in one statement where both lie in one database, else the
 * record follows, and the rows are shown only when it is written.
 */
export async function readRecorded(
  run: Run,
  query: PageQuery,
  recorded: Recorded,
): Promise<ReadRows> {
  const { stores } = run.deployment;
  const { rows } = stores.together
    ? await stores.rows.run(recordedPage(query, readingOf(run, recorded), recorded), run.signal)
    : await stores.rows.run(unrecordedPage(query, recorded.further), run.signal);
  const present = rows.filter((row) => row[query.width + 1] === "t");
  if (!stores.together) {
    const keys = present
      .slice(0, recorded.pageSize)
      .map((row) => query.key.map((place) => row[place] ?? null));
    await stores.ledger.run(recordReading(readingOf(run, recorded), keys), run.signal);
  }
  return { rows: present, further: rows[0]?.[query.width] ?? null };
}

/** The same for rows of the ledger itself. */
export async function readLedger(
  run: Run,
  query: PageQuery,
  recorded: Recorded,
): Promise<readonly TextRow[]> {
  const { rows } = await run.deployment.stores.ledger.run(
    recordedPage(query, readingOf(run, recorded), recorded),
    run.signal,
  );
  return rows.filter((row) => row[query.width + 1] === "t");
}

/** Rows of the ledger that need no record of their own. */
export async function queryLedger(run: Run, select: Fragment): Promise<readonly TextRow[]> {
  return (await run.deployment.stores.ledger.run(compile(select), run.signal)).rows;
}

function readingOf(run: Run, { kind, resource, fields, details }: Recorded): Reading {
  return {
    proof: run.principal.session.proof,
    eventId: run.deployment.newId(),
    kind,
    resource,
    fields,
    details,
    requestId: run.origin.requestId,
    address: run.origin.address,
    policy: run.deployment.policy,
  };
}
