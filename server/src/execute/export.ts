import type { Refusal } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { ListPlan } from "../plan/list.ts";
import { selectWhole } from "../statement/page.ts";
import type { Run } from "./context.ts";
import { countAtMost } from "./count.ts";
import { detailsOf } from "./list.ts";
import { headerOf, recordPrinter } from "./print-records.ts";
import { readRecorded, recordRead } from "./read.ts";
import { streamPieces, type TextStream } from "./text-stream.ts";

/** Records of a list as CSV, under way. */
export interface Export {
  /** As counted before the first of them was read. */
  readonly rows: number;
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  readonly text: TextStream;
}

/** Records in the first page, of which nobody knows yet how long they are, and at most. */
const firstPage = 100;
const largestPage = 1_000;

/** Characters that a page is meant to have: what one export holds in memory is a small multiple of them. */
const pageCharacters = 1_000_000;

/**
 * Reads a list to its end, page by page: each is a read of its own that checks the session and records who was given
 * which keys, and only the first is read before there is an answer. That somebody means to export is recorded before
 * anything is read. Refuses what has more records than an export may.
 */
export async function executeExport(run: Run, plan: ListPlan): Promise<Export | Refusal> {
  const { stores, exportRows, now } = run.deployment;
  const resource = plan.grant.resource.name;
  const at = now();
  await recordRead(run, {
    kind: "record.export",
    resource,
    fields: plan.shown.map((field) => field.name),
    details: detailsOf(plan),
    ...(plan.lookups.length > 0 && { mostLookups: run.deployment.lookupsPerHour }),
    flushed: true,
  });
  // Without an order in which every row has its place there is no second page.
  const most = plan.order.total ? exportRows : Math.min(exportRows, largestPage);
  const rows = await countAtMost(stores.rows, plan, most + 1, run.signal);
  if (rows > most) return tooLarge(most);
  const text = await streamPieces(run, { kind: "record.export", resource }, (reading) =>
    readPages(reading, { ...plan, limit: plan.order.total ? firstPage : largestPage }, most),
  );
  return isRefusal(text) ? text : { rows, at, text };
}

async function* readPages(
  run: Run,
  first: ListPlan,
  most: number,
): AsyncGenerator<string | Refusal, void, void> {
  let head = headerOf(first.shown);
  let plan = first;
  for (let sent = 0; ; ) {
    const query = selectWhole(plan);
    const read = await readRecorded(run, query, {
      kind: "record.exportPage",
      resource: plan.grant.resource.name,
      fields: plan.shown.map((field) => field.name),
      details: null,
      pageSize: plan.limit,
      flushed: true,
    });
    // There are more by now than were counted.
    if (sent + read.rows.length > most) return yield tooLarge(most);
    const rows = read.rows.slice(0, plan.limit);
    sent += rows.length;
    const text = recordPrinter(plan, query)(rows);
    yield head + text;
    head = "";
    const last = rows.at(-1);
    if (last === undefined || read.rows.length <= plan.limit) return;
    plan = {
      ...plan,
      limit: nextPage(rows.length, text.length),
      start: { side: "after", position: query.order.map((place) => last[place] ?? null) },
    };
  }
}

/** Records of the page after one of so many, and so many characters; never many more than in that one. */
function nextPage(rows: number, characters: number): number {
  const fitting = Math.floor((rows * pageCharacters) / Math.max(characters, 1));
  return Math.max(1, Math.min(fitting, rows * 10, largestPage));
}

function tooLarge(most: number): Refusal {
  return refuse("too_large_export", {
    detail: `There are more than ${most.toLocaleString("en")} such records, which is what one export holds at most.`,
  });
}
