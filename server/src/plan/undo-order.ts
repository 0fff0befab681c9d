import type { Reference } from "../resource/resource.ts";
import type { Image } from "./net-change.ts";
import type { UndoStep } from "./undo.ts";

/** A step as far as some of its columns go. */
export interface PartialStep {
  readonly step: UndoStep;
  readonly columns: readonly string[];
}

export interface OrderedUndo {
  /** What is put back, each row after those that it refers to. */
  readonly restored: readonly UndoStep[];
  /** References of new rows to rows that come after them: left empty at first, and set when all rows are there. */
  readonly later: readonly PartialStep[];
  /** References that keep rows from being removed one by one: emptied first. */
  readonly emptied: readonly PartialStep[];
  /** What is removed, each row before those that it refers to; after all else, when nothing refers to it any more. */
  readonly removed: readonly UndoStep[];
}

/** An order in which no foreign key is violated on the way, by the rows' own values, so that a table may refer to itself. */
export function orderUndo(steps: readonly UndoStep[]): OrderedUndo {
  const restored = sortByReference(steps, (step) => step.was?.image ?? null);
  const removed = sortByReference(
    steps.filter(({ was }) => was === null),
    (step) => step.now?.image ?? null,
  );
  return {
    restored: restored.sorted,
    later: restored.cyclic.filter(({ step, target }) => step.now === null && target.now === null),
    emptied: removed.cyclic,
    removed: removed.sorted.toReversed(),
  };
}

type ImageOf = (step: UndoStep) => Image | null;

/** Rows after those that they refer to, and the references that could not be kept because they go round in a circle. */
function sortByReference(steps: readonly UndoStep[], imageOf: ImageOf) {
  const find = indexTargets(steps, imageOf);
  const sorted: UndoStep[] = [];
  const cyclic: (PartialStep & { readonly target: UndoStep })[] = [];
  const states = new Map<UndoStep, "open" | "done">();
  const visit = (step: UndoStep) => {
    const image = imageOf(step);
    if (image === null || states.has(step)) return;
    states.set(step, "open");
    for (const reference of step.grant.resource.references) {
      const target = find(reference, image);
      if (target === undefined || target === step) continue;
      if (states.get(target) === "open") cyclic.push({ step, target, columns: reference.columns });
      else visit(target);
    }
    states.set(step, "done");
    sorted.push(step);
  };
  for (const step of steps) visit(step);
  return { sorted, cyclic };
}

/** Finds the row among the steps that a reference with these values points to. */
function indexTargets(steps: readonly UndoStep[], imageOf: ImageOf) {
  const byTarget = new Map<string, ReadonlyMap<string, UndoStep>>();
  return (reference: Reference, image: Image): UndoStep | undefined => {
    const { target, targetColumns, columns } = reference;
    if (columns.some((name) => (image[name] ?? null) === null)) return undefined;
    const id = JSON.stringify([target, targetColumns]);
    const known =
      byTarget.get(id) ??
      new Map(
        steps
          .filter(({ grant }) => grant.resource.table.oid === target)
          .map((step) => [valuesOf(imageOf(step), targetColumns), step]),
      );
    byTarget.set(id, known);
    return known.get(valuesOf(image, columns));
  };
}

function valuesOf(image: Image | null, columns: readonly string[]): string {
  return JSON.stringify(columns.map((name) => image?.[name] ?? null));
}
