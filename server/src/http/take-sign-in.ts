import type { Refusal } from "../contract/index.ts";
import { countStrangerRefusal } from "../identity/refused-sign-in.ts";
import type { SignInDesk } from "../identity/sign-in.ts";
import { networkOf, type RateLimit, takeOne } from "../perimeter/rate.ts";

export interface SignInLimit extends Pick<SignInDesk, "ledger" | "onFailure"> {
  /** Of what comes from one address: it costs the ledger or the provider something, whoever sent it. */
  readonly signIns: RateLimit;
}

/**
 * Takes one of the sign-ins that an address has, or refuses it; a refusal is counted and not listed, and one that cannot
 * be counted is still refused.
 */
export async function takeSignIn(
  { ledger, signIns, onFailure }: SignInLimit,
  address: string | null,
): Promise<Refusal | null> {
  const excess = takeOne(signIns, networkOf(address));
  if (excess !== null)
    await countStrangerRefusal(ledger, address, excess.refused).catch((cause: unknown) =>
      onFailure("A refusal could not be counted", cause),
    );
  return excess;
}
