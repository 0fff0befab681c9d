import { sql } from "kysely";
import * as z from "zod";
import type { Grants } from "../../access/grant.ts";
import type { Refusal } from "../../contract/index.ts";
import { refuse } from "../../contract/index.ts";
import type { Run } from "../../execute/context.ts";
import { readLedger } from "../../execute/read.ts";
import { grantOn } from "../change.ts";
import type { LogRecord } from "../record/record.ts";
import { textOf } from "../record/record.ts";
import type { EntryRecords } from "./entry-records.ts";
import type { Evidence } from "./evidence.ts";
import { proveEntry, type Unproven } from "./prove.ts";

/**
 * Evidence of one entry, for a reader of the log. Threat: a leaf is sealed as a whole, and nothing can be taken out
 * of it; so whoever may not see every field in it gets none.
 */
export async function readProof(run: Run, grants: Grants, id: string): Promise<Evidence | Refusal> {
  await readLedger(
    run,
    { select: sql`select null as c0`, width: 1, fields: [], key: [], order: [] },
    {
      kind: "audit.proof",
      resource: null,
      fields: [],
      details: { entry: id },
      pageSize: 1,
      keys: [],
    },
  );
  const evidence = await run.deployment.stores.ledger.transaction((connection) =>
    proveEntry(connection, id, (found) => mayTake(found, grants)),
  );
  return typeof evidence === "string" ? refuse("not_found", { detail: why[evidence] }) : evidence;
}

const why: { readonly [unproven in Unproven]: string } = {
  unknown: "There is no such entry, or it holds fields that you may not see.",
  unsealed: "It is not sealed yet. Ask again in a moment.",
  too_large: "It changed too many rows for one file. Use `purser audit export`.",
  altered: "It is not as it was sealed. Whoever runs Purser should verify an export.",
};

function mayTake({ records }: EntryRecords, grants: Grants): boolean {
  return records.every((record) =>
    record[0] === "change" ? maySeeChange(record, grants) : maySeeAll(record, grants),
  );
}

const side = z.record(z.string(), z.unknown()).nullable();

function maySeeChange(record: LogRecord, grants: Grants): boolean {
  const grant = grantOn(
    grants,
    textOf(record, "table_schema") ?? "",
    textOf(record, "table_name") ?? "",
  );
  const readable = new Set(grant?.readable.map((field) => field.name));
  return ["before", "after"]
    .map((name) => side.parse(JSON.parse(textOf(record, name) ?? "null")))
    .every((row) => row === null || Object.keys(row).every((column) => readable.has(column)));
}

/** Keys, reasons and filters say something of any field. */
function maySeeAll(record: LogRecord, grants: Grants): boolean {
  const resource = textOf(record, "resource");
  const grant = resource === null ? undefined : grants.get(resource);
  return resource === null || grant?.readable.length === grant?.resource.fields.length;
}
