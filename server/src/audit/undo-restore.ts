import type { Grants } from "../access/grant.ts";
import type { Refusal } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { Connection, Statement } from "../database/database.ts";
import { netChanges } from "../plan/net-change.ts";
import type { UndoStep } from "../plan/undo.ts";
import { differingColumns } from "../plan/undo.ts";
import { orderUndo, type PartialStep } from "../plan/undo-order.ts";
import { compile } from "../statement/compile.ts";
import {
  emptyColumns,
  putBack,
  selectCaptured,
  setBack,
  settle,
  takeAway,
} from "../statement/undo.ts";
import { grantOn } from "./change.ts";
import { checkUndo } from "./undo-check.ts";
import { readCaptured } from "./undo-plan.ts";

/**
 * Brings every row to where it was, in the transaction of `operation`. What the application's triggers change again, and
 * what a key that went back took along before its turn, is set once more; what is changed even then cannot be undone.
 */
export async function restore(
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
  const { rows } = await connection.run(compile(selectCaptured(operation, null, [])));
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
  return columns.length > 0 ? [setBack(grant.resource, now.key, was, columns)] : [];
}

function setOnceMore({ step: { grant, was }, columns }: PartialStep): readonly Statement[] {
  return was && columns.length > 0 ? [setBack(grant.resource, was.key, was, columns)] : [];
}
