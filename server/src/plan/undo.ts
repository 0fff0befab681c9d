import type { Grant } from "../access/grant.ts";
import { type Sight, sightOf } from "../access/sight.ts";
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
    if (!grant) return [];
    const step = { grant, now: after, was: before };
    return sightsOf(step).some(({ isSeen }) => isSeen) ? [step] : [];
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

/** What the caller may see of the row, as the operation left it and as it was. */
function sightsOf({ grant, now, was }: UndoStep): readonly Sight[] {
  return [now, was].flatMap((state) => (state ? [sightOf(grant, state.met)] : []));
}

/**
 * Why the caller may not do it to this row, though they may to others: nobody moves a record out of their reach, or into
 * it, by taking something back.
 */
export function outOfReach(step: UndoStep): Refusal | null {
  const { grant, now, was } = step;
  const sights = sightsOf(step);
  if (!sights.every(({ isSeen }) => isSeen)) return unseen(grant);
  const rights =
    now && was
      ? differingColumns(grant, was.image, now.image).map((name) => grant.restorable.get(name))
      : [now ? grant.deletable : grant.creates];
  const [one, other = one] = sights;
  const isStill = grant.conditions.every(
    (_, place) => one?.decided(place) === other?.decided(place),
  );
  return isStill &&
    rights.every((where) => sights.every(({ decided }) => decided(where ?? "never")))
    ? null
    : refuse("forbidden", {
        detail: `Your role may not ${verbs[verbOf(step)]} this one of ${grant.resource.label}.`,
      });
}

const verbs = { insert: "create", update: "update", delete: "delete" } as const;

function refusalOf(step: UndoStep): Refusal | null {
  return refusalOfKind(step) ?? outOfReach(step);
}

function refusalOfKind(step: UndoStep): Refusal | null {
  const { grant, now, was } = step;
  const { resource } = grant;
  const known = new Set(resource.columns.map(({ name }) => name));
  const denial = grant.denials.get("history");
  if (denial) return denial;
  if (was === null) return grant.denials.get("delete") ?? null;
  if (!Object.keys(was.image).every((name) => known.has(name)))
    return refuse("conflict", {
      detail: `${resource.label} have lost a column since, which nothing can put back.`,
    });
  if (was.withheld.some((name) => was.image[name] === null))
    return refuse("conflict", {
      detail: `Values that it would put back in ${resource.label} were erased.`,
    });
  if (was.withheld.some((name) => resource.fields.some((field) => field.name === name)))
    return refuse("conflict", {
      detail: `${resource.label} hold fields that were hidden then, and the log still keeps their values to itself.`,
    });
  return now === null
    ? refusalOfInsert(grant)
    : refusalOfUpdate(grant, differingColumns(grant, was.image, now.image));
}

/** Columns hidden from everybody come back by the table's trigger; fields hidden from the caller are not theirs to write. */
function refusalOfInsert(grant: Grant): Refusal | null {
  const { resource, readable } = grant;
  const denial = grant.denials.get("create");
  if (denial) return denial;
  if (readable.length < resource.fields.length) return unseen(grant);
  const fields = new Set(resource.fields.map(({ name }) => name));
  return resource.columns.every(
    ({ name, generated, insertable }) => generated || insertable || !fields.has(name),
  )
    ? null
    : unwritable(grant);
}

function refusalOfUpdate(grant: Grant, columns: readonly string[]): Refusal | null {
  const { resource, readable, restorable } = grant;
  const denial = grant.denials.get("update");
  if (denial) return denial;
  if (!columns.every((name) => readable.some((field) => field.name === name))) return unseen(grant);
  const forbidden = readable.find(
    ({ name }) => columns.includes(name) && (restorable.get(name) ?? "never") === "never",
  );
  // That a masked field was changed is not told by its name either.
  if (forbidden && forbidden.clear !== "always") return unseen(grant);
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
