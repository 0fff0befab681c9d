import type { Grants } from "../access/grant.ts";
import type { Refusal, UndoAnswer } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { Connection, Statement } from "../database/database.ts";
import type { Run } from "../execute/context.ts";
import { refusalOf } from "../execute/database-refusal.ts";
import type { Cascade } from "../execute/operation.ts";
import { runOperation } from "../execute/operation.ts";
import { queryLedger, readLedger } from "../execute/read.ts";
import { netChanges } from "../plan/net-change.ts";
import type { UndoStep } from "../plan/undo.ts";
import { differingColumns, mostUndone } from "../plan/undo.ts";
import { orderUndo, type PartialStep } from "../plan/undo-order.ts";
import { compile } from "../statement/compile.ts";
import {
  capturedWidth,
  emptyColumns,
  putBack,
  selectCaptured,
  setBack,
  settle,
  takeAway,
} from "../statement/undo.ts";
import { grantOn } from "./change.ts";
import { checkUndo } from "./undo-check.ts";
import { findUndoable, planFromRows, readCaptured } from "./undo-plan.ts";
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

/** Says what undoing an operation would do. */
export async function readUndo(
  run: Run,
  grants: Grants,
  id: string,
): Promise<UndoAnswer | Refusal> {
  const undoable = await findUndoable(run, grants, id);
  if (isRefusal(undoable)) return undoable;
  const { resource, keys } = undoable;
  const rows = await readLedger(
    run,
    {
      select: selectCaptured(id, mostUndone + 1),
      width: capturedWidth,
      fields: [],
      key: [],
      order: [],
    },
    {
      kind: "record.undoPlan",
      resource,
      fields: grants.get(resource)?.readable.map(({ name }) => name) ?? [],
      details: { operation: id },
      pageSize: mostUndone,
      keys,
    },
  );
  const plan = planFromRows(rows, grants);
  const { stores, keys: secrets } = run.deployment;
  const states = await readUndoStates(stores.ledger, plan.steps, { forUpdate: false });
  return describeUndo(secrets.version, id, plan, states);
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
    await queryLedger(run, selectCaptured(operation, mostUndone + 1)),
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
        const states = await readUndoStates(connection, steps, { forUpdate: true });
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

/** What the application's triggers change again is set once more; what they change even then cannot be undone. */
async function restore(
  connection: Connection,
  grants: Grants,
  operation: string,
  steps: readonly UndoStep[],
): Promise<Refusal | null> {
  for (const statement of statementsFor(steps)) await connection.run(statement);
  const unrestored = await check(connection, grants, operation, steps);
  if (isRefusal(unrestored)) return unrestored;
  if (unrestored.length === 0) return null;
  for (const statement of unrestored.flatMap(setOnceMore)) await connection.run(statement);
  const left = await check(connection, grants, operation, steps);
  if (isRefusal(left)) return left;
  const [first] = left;
  return first === undefined
    ? null
    : refuse("conflict", {
        detail: `The database's own rules change ${first.step.grant.resource.label} again when they are put back.`,
      });
}

async function check(
  connection: Connection,
  grants: Grants,
  operation: string,
  steps: readonly UndoStep[],
) {
  await connection.run(settle);
  const { rows } = await connection.run(compile(selectCaptured(operation, null)));
  return checkUndo(steps, netChanges(rows.map(readCaptured)), (schema, table) =>
    grantOn(grants, schema, table),
  );
}

function statementsFor(steps: readonly UndoStep[]): readonly Statement[] {
  const { restored, later, emptied, removed } = orderUndo(steps);
  const emptyAtFirst = (step: UndoStep) =>
    later.filter((each) => each.step === step).flatMap(({ columns }) => columns);
  return [
    ...restored.flatMap((step) => restoreRow(step, emptyAtFirst(step))),
    ...later.flatMap(setOnceMore),
    ...emptied.map(({ step, columns }) =>
      emptyColumns(step.grant.resource, step.now?.key ?? [], columns),
    ),
    ...removed.map(({ grant, now }) => takeAway(grant.resource, now?.key ?? [])),
  ];
}

function restoreRow({ grant, now, was }: UndoStep, empty: readonly string[]): readonly Statement[] {
  if (was === null) return [];
  if (now === null) return [putBack(grant.resource, was, empty)];
  const columns = differingColumns(grant, was.image, now.image);
  return columns.length > 0 ? [setBack(grant.resource, [now.key, was.key], was, columns)] : [];
}

function setOnceMore({ step: { grant, was }, columns }: PartialStep): readonly Statement[] {
  return was && columns.length > 0 ? [setBack(grant.resource, [was.key], was, columns)] : [];
}

function isSame(
  one: { readonly schema: string; readonly name: string },
  other: { readonly schema: string; readonly name: string },
): boolean {
  return one.schema === other.schema && one.name === other.name;
}
