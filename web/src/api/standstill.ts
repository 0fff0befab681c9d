import type { AssuranceWay, ConfirmationRequest } from "purser/contract";
import type { ProblemError } from "./problem-error.ts";
import { createWaitingRoom, type Waiting } from "./waiting-room.ts";

export interface ProofWanted extends Waiting {
  /** Seconds since the last proof, at most. */
  readonly maxAge: number;
  readonly ways: readonly AssuranceWay[];
}

export interface ConfirmationWanted extends Waiting {
  /** What the request does, in words; null when its caller did not say. */
  readonly what: string | null;
  readonly request: ConfirmationRequest;
}

/** Nobody is signed in any more, or not with two factors. */
export const sessionEnd = createWaitingRoom<
  Waiting & { readonly lacksSecondFactor: boolean },
  void
>("together");

/** The last proof of who somebody is, is too old. */
export const freshProof = createWaitingRoom<ProofWanted, void>("together");

/** A passkey has to be used for this very request; the answer is the header that says it was. */
export const confirmation = createWaitingRoom<ConfirmationWanted, string>("oneByOne");

export interface StandstillOptions {
  readonly what?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits until whoever is at the screen has done what the server asks for; resolves with the headers that the request
 * is to be sent again with. Throws `error` when they will not, or when it is nothing that anybody could do.
 */
export async function waitThrough(
  error: ProblemError,
  { what = "", signal }: StandstillOptions,
): Promise<Readonly<Record<string, string>>> {
  const { code, assurance } = error.problem;
  if (code !== "insufficient_user_authentication") {
    const lacksSecondFactor = code === "second_factor_required";
    await sessionEnd.wait({ error, lacksSecondFactor }, signal);
    return {};
  }
  if (assurance === undefined) throw error;
  if (assurance.level === "fresh") {
    await freshProof.wait({ error, maxAge: assurance.maxAge, ways: assurance.ways }, signal);
    return {};
  }
  const wanted = { error, what: what === "" ? null : what, request: assurance.confirmation };
  return { "purser-confirmation": await confirmation.wait(wanted, signal) };
}
