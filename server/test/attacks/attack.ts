import type { ProblemCode } from "../../src/contract/index.ts";
import type { Reply } from "../support/purser.ts";
import type { Stage } from "./stage.ts";

/** Somebody's try at what the server must not let happen, or a look-alike that it must. */
export interface Attack<Outcome> {
  /** Its line in the list of threats. */
  readonly threat: "O1" | "O2" | "O3" | "O4" | "W1" | "L1" | "L6" | "I8" | "P3";
  readonly name: string;
  /** What must be there first. */
  readonly prepare?: (stage: Stage) => Promise<unknown>;
  readonly run: (stage: Stage) => Promise<readonly Outcome[]>;
}

/** An attack: refused, or answered without what was sought. */
export type Refused = Attack<Refusal | Silence>;

export interface Refusal {
  readonly what: string;
  readonly reply: Reply;
  readonly code: ProblemCode;
  /** The answer about what does not exist: the same, but for the name. */
  readonly like?: { readonly reply: Reply; readonly hidden: string };
  /** A word that the answer must not hold. */
  readonly unseen?: string;
  /** Where it is recorded: as an event of its own (the default), as a stranger's in a count, or not at all. */
  readonly recorded?: "event" | "count" | "nowhere";
}

export interface Silence {
  readonly what: string;
  readonly reply: Reply;
  /** What nobody without the right may find in the answer. */
  readonly unseen: string;
  /** The same answer to somebody who may: it holds what the other does not. */
  readonly control: Reply;
}

/** A look-alike: it goes through, and its body holds at least this. */
export type Allowed = Attack<{
  readonly what: string;
  readonly reply: Reply;
  readonly status: 200 | 201 | 204;
  readonly holds?: object;
}>;

/** A name that nothing has. */
export const nonesuch = "nonesuch";

/** Asks about something hidden and about something that is not there. */
export async function tellApart(
  hidden: string,
  what: string,
  code: ProblemCode,
  ask: (name: string) => Promise<Reply>,
): Promise<Refusal> {
  return {
    what,
    code,
    reply: await ask(hidden),
    like: { reply: await ask(nonesuch), hidden },
  };
}
