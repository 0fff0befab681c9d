import type { AssuranceTerms } from "../config/assurance-terms.ts";
import type { Assurance, Refusal } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { RegisteredOperation, Scene } from "./operation.ts";

/** What an operation demands, or the config where that is more. */
export function demandedAssurance(
  { name, assurance, alsoDoes = [] }: Pick<RegisteredOperation, "name" | "assurance" | "alsoDoes">,
  { fresh, confirmed, holdHours }: Pick<AssuranceTerms, "fresh" | "confirmed" | "holdHours">,
): Assurance {
  const isAmong = (demanding: ReadonlySet<string>) =>
    [name, ...alsoDoes].some((each) => demanding.has(each));
  if (isAmong(confirmed)) return "confirmed";
  // Without passkeys there is nothing to confirm by, and what demands it is not to be out of reach.
  if (assurance === "confirmed") return holdHours === null ? "fresh" : "confirmed";
  return assurance === "fresh" || isAmong(fresh) ? "fresh" : "signedIn";
}

/** Refuses, in the sense of RFC 9470, whoever proved too long ago who they are; `now` in milliseconds since 1970. */
export function refuseUnlessFresh(
  { principal, settings: { assurance } }: Scene,
  now: number,
): Refusal | null {
  const { authenticatedAt } = principal.session;
  const isFresh = authenticatedAt !== null && now / 1000 - authenticatedAt < assurance.freshSeconds;
  return isFresh
    ? null
    : refuse("insufficient_user_authentication", {
        assurance: { level: "fresh", maxAge: assurance.freshSeconds, ways: assurance.ways },
      });
}
