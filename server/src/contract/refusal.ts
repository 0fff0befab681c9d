import type { AssuranceChallenge } from "./assurance.ts";
import type { FieldError, ProblemCode } from "./problem.ts";
import type { RecordAnswer } from "./record.ts";

/** The value that ends a request's road: a stage will not let it pass. A fault, by contrast, is thrown. */
export interface Refusal {
  readonly refused: ProblemCode;
  /** What this request did, in a sentence; never a value the caller may not see. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** The operation whose intent came to nothing. */
  readonly operation?: string;
  /** Of `version_stale`. */
  readonly record?: RecordAnswer;
  /** Of `too_many_requests`: seconds until the next would be let through; a moment when left out. */
  readonly retryAfter?: number;
  /** Of `insufficient_user_authentication`. */
  readonly assurance?: AssuranceChallenge;
  /** Of `passkey_on_hold`. */
  readonly trustedFrom?: string;
}

export function refuse(refused: ProblemCode, rest: Omit<Refusal, "refused"> = {}): Refusal {
  return { refused, ...rest };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value;
}
