import { isAlwaysMet } from "./condition.ts";
import type { Grant } from "./grant.ts";
import { type Decided, deciderOf } from "./reach.ts";

/** What somebody may see of one image of a record, as the log has captured it. */
export interface Sight {
  /** The record, as it is in this image, is one of those that exist for them. */
  readonly isSeen: boolean;
  readonly decided: Decided;
}

/** Of what the log does not tell, nothing is seen. */
export const unseen: Sight = { isSeen: false, decided: deciderOf([]) };

/** Whether somebody sees records of a resource by what is in them. */
export function isRuled({ rows }: Grant): boolean {
  return !isAlwaysMet(rows);
}

/** Whether an image has to be asked what its reader may see of it. */
export function isJudged(grant: Grant): boolean {
  return isRuled(grant) || grant.conditions.length > 0;
}

/** `met` is for the grant's rows and then for each of its conditions; null where nobody has asked. */
export function sightOf(grant: Grant, met: readonly boolean[] | null): Sight {
  if (!isJudged(grant)) return { isSeen: true, decided: deciderOf([]) };
  return met === null ? unseen : { isSeen: met[0] === true, decided: deciderOf(met.slice(1)) };
}
