import { readHash } from "../../config/base64.ts";
import type { ExportHeader } from "../export/line.ts";
import { nodeHash, rootOf } from "../merkle/hash.ts";
import type { RetiredLeaves } from "../record/retired-month.ts";

/** The leaves without records that one event answers for, as far as they have been read. */
export interface Removal extends RetiredLeaves {
  /** The first of them in this export; null where it has none. */
  readonly begins: { readonly line: number; readonly position: number } | null;
  /** Time of the last checkpoint before the last of them; null at the beginning of the tree. */
  readonly after: string | null;
}

/** What an export says lies before it, by event; where the last of that lay does not matter. */
export function removalsBefore({ retired }: ExportHeader): Map<string, Removal> {
  return new Map(
    retired.map(({ id, ...leaves }) => [id, { ...leaves, last: -1, begins: null, after: null }]),
  );
}

/** With one more leaf. */
export function growRemoval(
  removal: Removal | undefined,
  leaf: Buffer,
  position: number,
  line: number,
  after: string | null,
): Removal {
  const soFar = readHash(removal?.leaves) ?? rootOf([]);
  return {
    first: removal?.first ?? position,
    last: position,
    leaves: nodeHash(soFar, leaf).toString("base64"),
    rows: (removal?.rows ?? 0) + 1,
    begins: removal?.begins ?? { line, position },
    after,
  };
}

/** Whether exactly these leaves are without their records. */
export function isSameRemoval(stated: RetiredLeaves, found: RetiredLeaves): boolean {
  return (
    stated.first === found.first &&
    stated.last === found.last &&
    stated.leaves === found.leaves &&
    stated.rows === found.rows
  );
}
