import type { Actor, AuditEntry } from "./audit.ts";
import type { Count } from "./record.ts";

export const reviewStates = ["open", "overdue", "done"] as const;
/** Overdue ones are open as well. */
export type ReviewState = (typeof reviewStates)[number];

export const verdicts = ["approved", "flagged"] as const;
export type Verdict = (typeof verdicts)[number];

/** Something that a second person judges afterwards: a reveal, or a refusal to let somebody see or do more. */
export interface Review {
  readonly entry: AuditEntry;
  readonly overdue: boolean;
  /** Null while it is open. */
  readonly verdict: {
    readonly verdict: Verdict;
    readonly note: string | null;
    readonly by: Actor;
    /** PostgreSQL's text in UTC with microseconds. */
    readonly at: string;
  } | null;
}

/** `GET /api/reviews`: what is open with the oldest first, what is done with the newest. Never the caller's own. */
export interface ReviewsAnswer {
  readonly reviews: readonly Review[];
  readonly page: { readonly next: string | null };
  /** How many are open, whatever was asked for. */
  readonly open: Count;
}

/** `POST /api/reviews/{id}`; a flag needs a note. */
export interface VerdictBody {
  readonly verdict: Verdict;
  readonly note?: string;
}
