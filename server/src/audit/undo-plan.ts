import { sql } from "kysely";
import * as z from "zod";
import type { Grants } from "../access/grant.ts";
import type { Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import type { Run } from "../execute/context.ts";
import { queryLedger } from "../execute/read.ts";
import { assertSession } from "../execute/session.ts";
import { type CapturedChange, netChanges } from "../plan/net-change.ts";
import { mostUndone, planUndo, type UndoPlan } from "../plan/undo.ts";
import { orderUndo } from "../plan/undo-order.ts";
import { grantOn, keySchema, metSchema, sideSchema } from "./change.ts";
import { entryInReach } from "./in-reach.ts";

/** An operation that somebody wants undone, as far as they may know of it. */
export interface Undoable {
  readonly id: string;
  readonly resource: string;
  readonly target: { readonly schema: string; readonly name: string };
  readonly keys: readonly (readonly string[])[];
}

const keysSchema = z.array(z.array(z.string()));

/** Whoever may read the history of what an operation was aimed at may know of it; for others it does not exist. */
export async function findUndoable(
  run: Run,
  grants: Grants,
  id: string,
): Promise<Undoable | Refusal> {
  await assertSession(run);
  const [row] = await queryLedger(
    run,
    sql`select o.resource, o.target_schema, o.target_table, o.keys from purser.operation as o
      where o.id = ${id}::uuid and ${entryInReach("o", grants, run.deployment.stores.together)}`,
  );
  const [resource, schema, name, keys] = row ?? [];
  const grant = grants.get(resource ?? "");
  if (!resource || !grant) return refuse("not_found", { detail: "There is no such operation." });
  return (
    grant.denials.get("history") ?? {
      id,
      resource,
      target: { schema: schema ?? "", name: name ?? "" },
      keys: keysSchema.parse(JSON.parse(keys ?? "[]")),
    }
  );
}

/** What undoing an operation takes, from its captured changes: one more than `mostUndone` is too many to tell. */
export function planFromRows(rows: readonly TextRow[], grants: Grants): UndoPlan {
  if (rows.length > mostUndone)
    return {
      steps: [],
      refusal: refuse("conflict", {
        detail: `It changed more than ${mostUndone} rows, which is too many to undo at once.`,
      }),
    };
  const { steps, refusal } = planUndo(netChanges(rows.map(readCaptured)), (schema, table) =>
    grantOn(grants, schema, table),
  );
  const { restored, removed } = orderUndo(steps);
  return { steps: [...restored, ...removed], refusal };
}

const withheldSchema = z.array(z.string()).nullable();

/** Reads a row of `selectCaptured`. */
export function readCaptured(row: TextRow): CapturedChange {
  const [id, schema, table, key, keyAfter, before, after, withheld, metBefore, metAfter] = row;
  return {
    id: id ?? "",
    schema: schema ?? "",
    table: table ?? "",
    key: readKey(key ?? "[]"),
    keyAfter: keyAfter ? readKey(keyAfter) : null,
    before: sideSchema.parse(JSON.parse(before ?? "null")),
    after: sideSchema.parse(JSON.parse(after ?? "null")),
    withheld: withheldSchema.parse(JSON.parse(withheld ?? "null")) ?? [],
    metBefore: metSchema.parse(JSON.parse(metBefore ?? "null")),
    metAfter: metSchema.parse(JSON.parse(metAfter ?? "null")),
  };
}

function readKey(json: string): readonly string[] {
  return keySchema.parse(JSON.parse(json)).map((part) => part ?? "");
}
