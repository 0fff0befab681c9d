import type { ConfigProblem } from "./problem.ts";

/** Why Purser does not start: everything that is wrong, at once, each with what to do about it. */
export class StartError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[], options?: ErrorOptions) {
    super(
      problems.map((problem) => `${problem.path}: ${problem.message} ${problem.hint}`).join("\n"),
      options,
    );
    this.name = "StartError";
    this.problems = problems;
  }
}
