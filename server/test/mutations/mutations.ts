import { readdir, readFile } from "node:fs/promises";
import * as z from "zod";

/** A piece of code that keeps a promise, taken away or turned round, and the test that notices. */
export interface Mutation {
  /** From the repository's root. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  readonly test: {
    readonly file: string;
    /** Within its groups: `group > test`. */
    readonly name: string;
  };
}

/** What must not happen, and what keeps it from happening. */
export interface Promised {
  /** As the tests call it. */
  readonly threat: string;
  readonly promise: string;
  readonly mutations: readonly Mutation[];
}

const schema = z.strictObject({
  promise: z.string(),
  mutations: z.array(
    z.strictObject({
      file: z.string(),
      find: z.string(),
      replace: z.string(),
      test: z.strictObject({ file: z.string(), name: z.string() }),
    }),
  ),
});

/** One file of this folder for each promise. */
export async function readMutations(): Promise<readonly Promised[]> {
  const files = (await readdir(import.meta.dirname)).filter((file) => file.endsWith(".json"));
  const inOrder = files.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return Promise.all(
    inOrder.map(async (file) => ({
      threat: file.replace(".json", ""),
      ...schema.parse(JSON.parse(await readFile(new URL(file, import.meta.url), "utf8"))),
    })),
  );
}
