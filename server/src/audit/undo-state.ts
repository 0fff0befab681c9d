import { hash } from "node:crypto";
import type { Grant } from "../access/grant.ts";
import type { UndoAnswer } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import type { Image } from "../plan/net-change.ts";
import { type UndoPlan, type UndoStep, verbOf } from "../plan/undo.ts";
import { encodeKey } from "../resource/key.ts";
import { shapeSide, sideSchema } from "./change.ts";

/** A step and the row as it is now; null where there is none. */
export interface UndoState {
  readonly step: UndoStep;
  readonly current: Image | null;
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
  const found = new Map<string, Image>();
  for (const [grant, group] of Map.groupBy(steps, (step) => step.grant)) {
    const { name, key } = grant.resource;
    for (const [json] of await readImages(grant, group.map(keyOfStep))) {
      const image = sideSchema.parse(JSON.parse(json ?? "null")) ?? {};
      found.set(JSON.stringify([name, key.map((column) => image[column] ?? "")]), image);
    }
  }
  return steps.map((step) => ({
    step,
    current: found.get(JSON.stringify([step.grant.resource.name, keyOfStep(step)])) ?? null,
  }));
}

/** The key that the row has, or will have again. */
export function keyOfStep({ now, was }: UndoStep): readonly string[] {
  return (now ?? was)?.key ?? [];
}

/** Why a step does not start from where the operation left the row, in a sentence; null where it does. */
export function conflictOf({ step: { now }, current }: UndoState): string | null {
  if (now === null) return current === null ? null : "There is a record with this key again.";
  if (current === null) return "It was deleted since.";
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
  const { step, current } = state;
  const { grant, was } = step;
  const isDifferent = (name: string) =>
    current !== null && was !== null && current[name] !== was.image[name];
  return {
    resource: grant.resource.name,
    key: grant.key.length > 0 ? encodeKey(keyOfStep(step)) : "",
    verb: verbOf(step),
    now: shapeSide(grant, current),
    // biome-ignore lint/suspicious/noThenProperty: plain data, so nothing takes it for a promise
    then: shapeSide(grant, was?.image ?? null),
    changed: grant.readable.map(({ name }) => name).filter(isDifferent),
    conflict: conflictOf(state),
  };
}

/** Keyed like a record's version, over what the caller sees of every step. */
function versionOf(key: Buffer, operation: string, steps: UndoAnswer["steps"]): string {
  const text = key.toString("base64") + JSON.stringify(["undo", operation, steps]);
  return hash("sha512-256", text, "base64url").slice(0, 22);
}
