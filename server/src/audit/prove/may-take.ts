import type { Grants } from "../../access/grant.ts";
import { grantOn } from "../change.ts";
import { clearFields } from "../clear-fields.ts";
import type { LogRecord } from "../record/record.ts";
import { textOf } from "../record/record.ts";
import { committedIn, sideOf } from "../record/side.ts";
import type { EntryRecords } from "./entry-records.ts";

/**
 * Whether somebody with these grants may have the records of an entry. Threat: a leaf is sealed as a whole, and nothing
 * can be taken out of it; so whoever may not see all that it tells gets none. A commitment tells nothing but whether
 * there was a value, and whether it changed.
 */
export function mayTake({ records }: EntryRecords, grants: Grants): boolean {
  return records.every((record) =>
    record[0] === "change" ? maySeeChange(record, grants) : maySeeAll(record, grants),
  );
}

function maySeeChange(record: LogRecord, grants: Grants): boolean {
  const grant = grantOnChange(grants, record);
  if (!grant) return false;
  const told = new Set([...clearFields(grant).map(({ name }) => name), ...committedIn(record)]);
  return [sideOf(record, "before"), sideOf(record, "after")].every((side) =>
    Object.keys(side ?? {}).every((column) => told.has(column)),
  );
}

/** Of an operation the log shows key and reason to whoever sees keys; what an event says of filters may be of any field. */
function maySeeAll(record: LogRecord, grants: Grants): boolean {
  const resource = textOf(record, "resource");
  if (resource === null) return true;
  const grant = grants.get(resource);
  if (!grant) return false;
  const clear = clearFields(grant);
  return record[0] === "event"
    ? clear.length === grant.resource.fields.length
    : grant.resource.key.every((name) => clear.some((field) => field.name === name));
}

export function grantOnChange(grants: Grants, record: LogRecord) {
  return grantOn(grants, textOf(record, "table_schema") ?? "", textOf(record, "table_name") ?? "");
}
