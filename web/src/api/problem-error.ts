import type { Problem, ProblemCode } from "purser/contract";

/** What went wrong, in the server's words, or in ours when no answer of the server arrived. */
export type ConsoleProblem = Omit<Problem, "code"> & {
  readonly code: ProblemCode | "offline" | "unreadable_answer";
};

/** The only error that the functions of `api/` throw, but for an abort. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: ConsoleProblem;
  /** The HTTP status, 0 without an answer; Refine reads it by this name. */
  readonly statusCode: number;

  constructor(problem: ConsoleProblem, cause?: unknown) {
    super(problem.detail ?? problem.title, { cause });
    this.problem = problem;
    this.statusCode = problem.status;
  }
}
