import { createPreference } from "../preference/preference.ts";

/** The records of the page last shown in a grid of this tab, in its order: keys only. */
interface RecordWalk {
  readonly resource: string;
  readonly keys: readonly string[];
  /** The grid's address, to go back to. */
  readonly from: string;
}

const walk = createPreference("walk", parseWalk, sessionStorage);

export function rememberWalk(next: RecordWalk): void {
  walk.write(next);
}

/** What comes before and after a record in the grid that it was opened from; nulls when from elsewhere. */
export function neighbours(
  resource: string,
  key: string,
): {
  readonly previous: string | null;
  readonly next: string | null;
  readonly from: string | null;
} {
  const { resource: of, keys, from } = walk.read();
  const at = of === resource ? keys.indexOf(key) : -1;
  if (at === -1) return { previous: null, next: null, from: null };
  return { previous: keys[at - 1] ?? null, next: keys[at + 1] ?? null, from };
}

function parseWalk(stored: unknown): RecordWalk {
  const nowhere = { resource: "", keys: [], from: "" };
  if (typeof stored !== "object" || stored === null) return nowhere;
  const { resource, keys, from } = { ...nowhere, ...stored };
  if (typeof resource !== "string" || typeof from !== "string" || !Array.isArray(keys))
    return nowhere;
  return { resource, from, keys: keys.filter((key) => typeof key === "string") };
}
