import { hash } from "node:crypto";
import type { Grant } from "../access/grant.ts";
import { keyTextOf } from "../access/record-key.ts";
import { isRuled, type Sight, sightOf, unseen } from "../access/sight.ts";
import type { UndoAnswer } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import { type Image, shownImage } from "../plan/net-change.ts";
import { outOfReach, type UndoPlan, type UndoStep, verbOf } from "../plan/undo.ts";
import { readSight, sideSchema } from "./change.ts";
import { differingFields, maskedIn, showImage, valuesOf } from "./shown-image.ts";

/** A step and the row as it is now; null where there is none that the caller may see. */
export interface UndoState {
  readonly step: UndoStep;
  readonly current: Image | null;
  readonly sight: Sight;
}

/** Runs `selectImages` for records of one resource. */
export type ReadImages = (
  grant: Grant,
  keys: readonly (readonly string[])[],
) => Promise<readonly TextRow[]>;

/** Reads the rows that an undo is about, in one query for each table. */
export async function readUndoStates(
  steps: readonly UndoStep[],
  readImages: ReadImages,
): Promise<readonly UndoState[]> {
  const found = new Map<string, Pick<UndoState, "current" | "sight">>();
  for (const [grant, group] of Map.groupBy(steps, (step) => step.grant)) {
    const { name, key } = grant.resource;
    for (const [json, met] of await readImages(grant, group.map(keyOfStep))) {
      const current = sideSchema.parse(JSON.parse(json ?? "null")) ?? {};
      const sight = readSight(grant, met);
      const address = JSON.stringify([name, key.map((column) => current[column] ?? "")]);
      if (sight.isSeen) found.set(address, { current, sight });
    }
  }
  return steps.map((step) => ({
    step,
    ...(found.get(JSON.stringify([step.grant.resource.name, keyOfStep(step)])) ?? absent),
  }));
}

const absent = { current: null, sight: unseen };

/** The key that the row has, or will have again. */
export function keyOfStep({ now, was }: UndoStep): readonly string[] {
  return (now ?? was)?.key ?? [];
}

function seenKeyOf({ grant, now, was }: UndoStep): readonly string[] {
  const seen = [now, was].find((state) => state && sightOf(grant, state.met).isSeen);
  return seen?.key ?? [];
}

/** Why a step does not start from where the operation left the row, in a sentence; null where it does. */
export function conflictOf({ step: { grant, now }, current }: UndoState): string | null {
  if (now === null) return current === null ? null : "There is a record with this key again.";
  if (current === null)
    return isRuled(grant)
      ? "It was deleted since, or is out of your reach."
      : "It was deleted since.";
  return differs(now.image, current) ? "It was changed since." : null;
}

/** Whether two images differ in a column that both hold. */
export function differs(one: Image, other: Image): boolean {
  return Object.entries(one).some(
    ([name, text]) => Object.hasOwn(other, name) && other[name] !== text,
  );
}

/** What an undo would do, as the caller may see it. */
export function describeUndo(
  versionKey: Buffer,
  operation: string,
  { refusal }: UndoPlan,
  states: readonly UndoState[],
): UndoAnswer {
  const steps = states.map(describeStep);
  const conflicts = steps.filter(({ conflict }) => conflict !== null).length;
  return {
    possible: refusal === null && conflicts === 0,
    why: refusal ? (refusal.detail ?? "It cannot be undone.") : describeConflicts(conflicts),
    version: versionOf(versionKey, operation, steps),
    steps,
  };
}

function describeConflicts(count: number): string | null {
  if (count === 0) return null;
  return count === 1
    ? "One record is not as the operation left it."
    : `${count} records are not as the operation left them.`;
}

function describeStep(state: UndoState): UndoAnswer["steps"][number] {
  const { step, current, sight } = state;
  const { grant, was } = step;
  const now = showImage(grant, current, sight);
  const then = was && showImage(grant, shownImage(was), sightOf(grant, was.met), was.image);
  return {
    resource: grant.resource.name,
    key: grant.key.length > 0 ? keyTextOf(grant, seenKeyOf(step)) : "",
    verb: verbOf(step),
    now: valuesOf(now),
    // biome-ignore lint/suspicious/noThenProperty: plain data, so nothing takes it for a promise
    then: valuesOf(then),
    ...maskedIn(grant, now, then),
    changed: differingFields(grant, now, then),
    // What is out of reach is not compared with anything: that would tell of it.
    conflict: outOfReach(step)?.detail ?? conflictOf(state),
  };
}

/** Keyed like a record's version, over what the caller sees of every step. */
function versionOf(key: Buffer, operation: string, steps: UndoAnswer["steps"]): string {
  const text = key.toString("base64") + JSON.stringify(["undo", operation, steps]);
  return hash("sha512-256", text, "base64url").slice(0, 22);
}
