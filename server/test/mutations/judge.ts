import type { Copy } from "./copy.ts";
import type { Mutation } from "./mutations.ts";
import { runTests, type TestResults } from "./run-tests.ts";

/** Why a mutation proves nothing; null where its test fails with it and passes without. */
export type Judge = (mutation: Mutation) => Promise<string | null>;

/** A judge who runs each file of tests once with nothing changed, and then one test for each mutation. */
export function judgeIn({ folder, replace }: Copy): Judge {
  const untouched = new Map<string, TestResults>();
  return async (mutation) => {
    const { file, name } = mutation.test;
    const before = untouched.get(file) ?? (await runTests(folder, file));
    untouched.set(file, before);
    if (before.get(name) !== "passed")
      return `its test must pass before, and it ${before.get(name) ?? "is not there"}`;
    const putBack = await replace(mutation);
    if (putBack === null) return "what is to be replaced does not stand there exactly once";
    const after = (await runTests(folder, file, name)).get(name);
    await putBack();
    return after === "failed" ? null : `its test ${after ?? "was not found"}`;
  };
}
