import type { Grant } from "../access/grant.ts";
import type { Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { Image, NetChange, RowState } from "./net-change.ts";

/** One row to be as it was before an operation; null on the side where it does not exist. */
export interface UndoStep {
  readonly grant: Grant;
  /** As the operation left it. */
  readonly now: RowState | null;
  /** As it was. */
  readonly was: RowState | null;
}

export interface UndoPlan {
  /** Of the rows that the caller may see. */
  readonly steps: readonly UndoStep[];
  /** Why the caller may not do it, in words that name nothing they may not see. */
  readonly refusal: Refusal | null;
}

/** An undo of more rows than this is not for one request. */
export const mostUndone = 1_000;

/** Turns what an operation came to around, and judges every row of it by the caller's grants. */
export function planUndo(
  net: readonly NetChange[],
  grantOn: (schema: string, table: string) => Grant | undefined,
): UndoPlan {
  const steps = net.flatMap(({ schema, table, before, after }): readonly UndoStep[] => {
    const grant = grantOn(schema, table);
    return grant ? [{ grant, now: after, was: before }] : [];
  });
  if (net.length === 0)
    return {
      steps,
      refusal: refuse("conflict", { detail: "It left every record as it was: nothing to undo." }),
    };
  if (steps.length < net.length)
    return {
      steps,
      refusal: refuse("forbidden", {
        detail: "It also changed records that your role may not see.",
      }),
    };
  return { steps, refusal: firstOf(steps, refusalOf) };
}

export function verbOf({ now, was }: UndoStep): "insert" | "update" | "delete" {
  if (now === null) return "insert";
  return was === null ? "delete" : "update";
}

/** Columns of `image` that hold something else than `other` does, but for those that follow from the rest. */
export function differingColumns(
  { resource }: Grant,
  image: Image,
  other: Image,
): readonly string[] {
  return resource.columns
    .filter(({ name, generated }) => !generated && Object.hasOwn(image, name))
    .filter(({ name }) => image[name] !== (Object.hasOwn(other, name) ? other[name] : null))
    .map(({ name }) => name);
}

function refusalOf(step: UndoStep): Refusal | null {
  const { grant, now, was } = step;
  const known = new Set(grant.resource.columns.map(({ name }) => name));
  const denial = grant.denials.get("history");
  if (denial) return denial;
  if (was === null) return grant.denials.get("delete") ?? null;
  if (!Object.keys(was.image).every((name) => known.has(name)))
    return refuse("conflict", {
      detail: `${grant.resource.label} have lost a column since, which nothing can put back.`,
    });
  if (was.erased.length > 0)
    return refuse("conflict", {
      detail: `Values that it would put back in ${grant.resource.label} were erased.`,
    });
  return now === null
    ? refusalOfInsert(grant)
    : refusalOfUpdate(grant, differingColumns(grant, was.image, now.image));
}

/** Columns hidden from everybody come back with their row; fields hidden from the caller are not theirs to write. */
function refusalOfInsert(grant: Grant): Refusal | null {
  const { resource, readable } = grant;
  const denial = grant.denials.get("create");
  if (denial) return denial;
  if (readable.length < resource.fields.length) return unseen(grant);
  return resource.columns.every(({ generated, insertable }) => generated || insertable)
    ? null
    : unwritable(grant);
}

function refusalOfUpdate(grant: Grant, columns: readonly string[]): Refusal | null {
  const { resource, readable, restorable } = grant;
  const denial = grant.denials.get("update");
  if (denial) return denial;
  if (!columns.every((name) => readable.some((field) => field.name === name))) return unseen(grant);
  const forbidden = readable.find(({ name }) => columns.includes(name) && !restorable.has(name));
  if (forbidden)
    return refuse("forbidden", {
      detail: `Your role may not change ${forbidden.label} of ${resource.label}.`,
    });
  const updatable = resource.columns.filter((column) => column.updatable);
  return columns.every((name) => updatable.some((column) => column.name === name))
    ? null
    : unwritable(grant);
}

function unseen({ resource }: Grant): Refusal {
  return refuse("forbidden", {
    detail: `Your role may not see all that would be put back in ${resource.label}.`,
  });
}

function unwritable({ resource }: Grant): Refusal {
  return refuse("read_only", {
    detail: `Purser's database login may not write all that would be put back in ${resource.label}.`,
  });
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | null) {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
