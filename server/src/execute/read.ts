import type { TextRow } from "../database/database.ts";
import type { Fragment } from "../statement/compile.ts";
import { compile } from "../statement/compile.ts";
import type { PageOptions, Reading, RecordedQuery } from "../statement/recorded.ts";
import { recordedPage, recordReading, unrecordedPage } from "../statement/recorded.ts";
import type { Run } from "./context.ts";

/** What is particular to one read. */
type Told = Pick<Reading, "kind" | "resource" | "fields" | "details" | "mostLookups" | "flushed">;

export type Recorded = Told & PageOptions;

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
  query: RecordedQuery,
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

/** Records what somebody is shown that is no row. */
export async function recordRead(run: Run, recorded: Told): Promise<void> {
  await run.deployment.stores.ledger.run(recordReading(readingOf(run, recorded), []), run.signal);
}

/** The same for rows of the ledger itself. */
export async function readLedger(
  run: Run,
  query: RecordedQuery,
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

export function readingOf(
  run: Run,
  { kind, resource, fields, details, mostLookups, flushed = false }: Told,
): Reading {
  return {
    proof: run.principal.session.proof,
    eventId: run.deployment.newId(),
    kind,
    resource,
    fields,
    details: run.viewAs === null ? details : { ...details, viewAs: run.viewAs },
    ...(mostLookups !== undefined && { mostLookups }),
    flushed,
    requestId: run.origin.requestId,
    address: run.origin.address,
    policy: run.deployment.policy,
  };
}
