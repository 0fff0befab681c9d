/** A line of code that holds a promise, taken away or turned round, and the test that notices. */
export interface Mutation {
  readonly threat: Threat;
  /** From the repository's root. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  readonly test: TestName;
}

export interface TestName {
  readonly file: string;
  /** With the names of the groups that it stands in, a space between each. */
  readonly name: string;
}

export type Threat = "W1" | "W2" | "W3" | "W4" | "W5" | "W6" | "W7" | "W8" | "W9" | "W10" | "W11" | "L4";

export interface Promised {
  readonly threat: Threat;
  readonly words: string;
}

/** What must not happen, by the names that the tests give it. */
export const promises: readonly Promised[] = [
  { threat: "W1", words: "Nobody writes a field or a resource that is not theirs to write" },
  { threat: "W2", words: "Exactly one row changes, or everything is rolled back" },
  { threat: "W3", words: "Nobody overwrites what they have not seen" },
  { threat: "W4", words: "No change without its record, no record without its change, nothing shown that was not recorded" },
  { threat: "W5", words: "Neither Purser's login nor the owner rewrites the log" },
  { threat: "W6", words: "No write without an operation of somebody who may act now" },
  { threat: "W7", words: "Whatever follows from a write is captured with it, before and after" },
  { threat: "W8", words: "A table whose changes would not all be captured takes none, and a write that no trigger saw is undone" },
  { threat: "W9", words: "Every committed row is sealed exactly once" },
  { threat: "W10", words: "Whatever is altered, dropped, moved, cut off or signed by somebody else is reported" },
  { threat: "W11", words: "A kill at any moment leaves no change without its record, and what was tried is known" },
  { threat: "L4", words: "What is not there, full or wrong about the time is answered clearly, and recovered from without a restart" },
];
