import type { Grant, Grants } from "../access/grant.ts";
import type { Refusal, UndoAnswer } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { Connection, TextRow } from "../database/database.ts";
import type { Run } from "../execute/context.ts";
import { refusalOf } from "../execute/database-refusal.ts";
import type { Cascade } from "../execute/operation.ts";
import { runOperation } from "../execute/operation.ts";
import { queryLedger, readRecorded } from "../execute/read.ts";
import { mostUndone } from "../plan/undo.ts";
import { compile } from "../statement/compile.ts";
import { imagesWidth, selectCaptured, selectImages } from "../statement/undo.ts";
import { findUndoable, planFromRows } from "./undo-plan.ts";
import { restore } from "./undo-restore.ts";
import { conflictOf, describeUndo, keyOfStep, readUndoStates } from "./undo-state.ts";

export interface UndoRequest {
  readonly operation: string;
  readonly expectedVersion: string;
  readonly reason: string | null;
}

export interface Undone {
  readonly operation: string;
  readonly cascades: readonly Cascade[];
  /** Rows that are again as they were. */
  readonly restored: number;
}

/** Says what undoing an operation would do; whose records that shows is recorded, resource by resource. */
export async function readUndo(
  run: Run,
  grants: Grants,
  id: string,
): Promise<UndoAnswer | Refusal> {
  const undoable = await findUndoable(run, grants, id);
  if (isRefusal(undoable)) return undoable;
  const plan = planFromRows(
    await queryLedger(run, selectCaptured(id, mostUndone + 1, [...grants.values()])),
    grants,
  );
  const states = await readUndoStates(plan.steps, async (grant, keys) => {
    const { resource, readable } = grant;
    const select = selectImages(grant, keys, { forUpdate: false });
    const recorded = {
      kind: "record.undoPlan",
      resource: resource.name,
      fields: readable.map(({ name }) => name),
      details: { operation: id },
      pageSize: keys.length,
      keys,
    };
    return (await readRecorded(run, { select, width: imagesWidth, key: [] }, recorded)).rows;
  });
  return describeUndo(run.deployment.keys.version, id, plan, states);
}

/** Puts back what an operation changed, all of it or nothing, in an operation of its own. */
export async function executeUndo(
  run: Run,
  grants: Grants,
  { operation, expectedVersion, reason }: UndoRequest,
): Promise<Undone | Refusal> {
  const undoable = await findUndoable(run, grants, operation);
  if (isRefusal(undoable)) return undoable;
  const { resource, target } = undoable;
  const plan = planFromRows(
    await queryLedger(run, selectCaptured(operation, mostUndone + 1, [...grants.values()])),
    grants,
  );
  const { steps, refusal } = plan;
  if (refusal) return refusal;
  const keys = steps.filter(({ grant }) => isSame(grant.resource.table, target)).map(keyOfStep);
  const done = await runOperation(
    run,
    { kind: "record.undo", resource, target, keys, reason, undoes: operation },
    {
      change: async (connection, id) => {
        const states = await readUndoStates(steps, (grant, keys) =>
          holdImages(connection, grant, keys),
        );
        const seen = describeUndo(run.deployment.keys.version, operation, plan, states);
        if (seen.version !== expectedVersion)
          return refuse("version_stale", {
            detail: "What undoing would do has changed since it was shown.",
          });
        if (seen.why !== null && states.some((state) => conflictOf(state) !== null))
          return refuse("conflict", { detail: seen.why });
        return restore(connection, grants, id, steps);
      },
      readAfter: async () => steps.length,
      explain: (error) => refusalOf(error, null),
    },
  );
  if (isRefusal(done)) return done;
  return { operation: done.id, cascades: done.cascades, restored: done.after };
}

/** Holding a row needs the privilege to update it; without it, what was captured tells in the end what was met. */
async function holdImages(
  connection: Connection,
  grant: Grant,
  keys: readonly (readonly string[])[],
): Promise<readonly TextRow[]> {
  const forUpdate = grant.resource.columns.some(({ updatable }) => updatable);
  return (await connection.run(compile(selectImages(grant, keys, { forUpdate })))).rows;
}

function isSame(
  one: { readonly schema: string; readonly name: string },
  other: { readonly schema: string; readonly name: string },
): boolean {
  return one.schema === other.schema && one.name === other.name;
}
