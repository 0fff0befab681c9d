import type { Grants } from "../../access/grant.ts";
import { keySchema } from "../change.ts";
import { clearFields } from "../clear-fields.ts";
import type { Disclosable } from "../disclose.ts";
import type { LogRecord } from "../record/record.ts";
import { textOf } from "../record/record.ts";
import { committedIn } from "../record/side.ts";
import { grantOnChange } from "./may-take.ts";

/** What may be disclosed of one change: personal fields that the caller may read in clear now. */
export interface DisclosableChange {
  readonly resource: string;
  readonly key: readonly string[];
  readonly fields: readonly Disclosable[];
}

export function findDisclosable(
  records: readonly LogRecord[],
  grants: Grants,
): readonly DisclosableChange[] {
  return records.flatMap((record) => {
    const grant = record[0] === "change" ? grantOnChange(grants, record) : undefined;
    if (!grant) return [];
    const committed = committedIn(record);
    const change = textOf(record, "id") ?? "";
    return {
      resource: grant.resource.name,
      key: keySchema.parse(JSON.parse(textOf(record, "key") ?? "[]")).map((part) => part ?? ""),
      fields: clearFields(grant)
        .filter(({ name }) => committed.includes(name))
        .map(({ name }) => ({ change, field: name })),
    };
  });
}
