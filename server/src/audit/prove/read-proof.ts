import { sql } from "kysely";
import type { Grants } from "../../access/grant.ts";
import type { Refusal } from "../../contract/index.ts";
import { isRefusal, refuse } from "../../contract/index.ts";
import type { Run } from "../../execute/context.ts";
import { type Recorded, readLedger } from "../../execute/read.ts";
import { disclose } from "../disclose.ts";
import { type DisclosableChange, findDisclosable } from "./disclosable.ts";
import type { Evidence } from "./evidence.ts";
import { mayTake } from "./may-take.ts";
import { proveEntry, type Unproven } from "./prove.ts";

export interface ProofRequest {
  readonly entry: string;
  /** Personal fields to disclose, in whichever of the changed tables they are. */
  readonly disclose: readonly string[];
}

/** Evidence of one entry, for a reader of the log; what it discloses of whom is recorded first. */
export async function readProof(
  run: Run,
  grants: Grants,
  { entry, disclose: wanted }: ProofRequest,
): Promise<Evidence | Refusal> {
  const found = await run.deployment.stores.ledger.transaction(async (connection) => {
    const evidence = await proveEntry(connection, entry, (records) => mayTake(records, grants));
    if (typeof evidence === "string") return refuse("not_found", { detail: why[evidence] });
    const records = evidence.records.map(({ record }) => record);
    const chosen = choose(findDisclosable(records, grants), wanted);
    if (isRefusal(chosen)) return chosen;
    const fields = chosen.flatMap((change) => change.fields);
    return { evidence, chosen, disclosures: await disclose(connection, fields) };
  });
  if (isRefusal(found)) return found;
  const { evidence, chosen, disclosures } = found;
  for (const shown of listShown(chosen))
    await readLedger(
      run,
      { select: sql`select null as c0`, width: 1, key: [] },
      { kind: "audit.proof", details: { entry }, pageSize: 1, ...shown },
    );
  const { checkpoint, ...rest } = evidence;
  return disclosures.length === 0 ? evidence : { checkpoint, disclosures, ...rest };
}

/** The same words for both: whether an entry waits for its seal is for those alone who may take it. */
const notToBeHad =
  "There is no such entry, it is not sealed yet (ask again in a moment), or it holds what you may not see.";

const why: { readonly [unproven in Unproven]: string } = {
  unknown: notToBeHad,
  unsealed: notToBeHad,
  too_large: "It changed too many rows for one file. Use `purser audit export`.",
  altered: "It is not as it was sealed. Whoever runs Purser should verify an export.",
};

function choose(
  disclosable: readonly DisclosableChange[],
  wanted: readonly string[],
): readonly DisclosableChange[] | Refusal {
  const unknown = wanted.find((name) =>
    disclosable.every(({ fields }) => fields.every(({ field }) => field !== name)),
  );
  if (unknown !== undefined)
    return refuse("unknown_field", {
      detail: "The entry holds no personal field of that name that you may see.",
    });
  return disclosable
    .map((change) => ({
      ...change,
      fields: change.fields.filter(({ field }) => wanted.includes(field)),
    }))
    .filter(({ fields }) => fields.length > 0);
}

type Shown = Pick<Recorded, "resource" | "fields"> & Required<Pick<Recorded, "keys">>;

/** What the log says of it: one event for each resource of which something is disclosed, one in any case. */
function listShown(chosen: readonly DisclosableChange[]): readonly Shown[] {
  if (chosen.length === 0) return [{ resource: null, fields: [], keys: [] }];
  return [...Map.groupBy(chosen, ({ resource }) => resource)].map(([resource, changes]) => ({
    resource,
    fields: [...new Set(changes.flatMap(({ fields }) => fields.map(({ field }) => field)))],
    keys: changes.map(({ key }) => key),
  }));
}
