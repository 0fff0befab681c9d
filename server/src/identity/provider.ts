import type { Refusal } from "../contract/index.ts";
import type { Identity } from "./identity.ts";

/** An identity provider as the sign-in sees it, whatever protocol it speaks. */
export interface IdentityProvider {
  /** Where the browser goes, and what must come back with it. */
  begin(): Promise<SignInRequest | SignInFailure>;
  /** Who the provider says it is, from what the browser brought to the callback. */
  finish(
    answer: URLSearchParams,
    secrets: SignInRequest["secrets"],
  ): Promise<Identity | SignInFailure>;
}

interface SignInRequest {
  readonly url: URL;
  readonly secrets: { readonly state: string; readonly nonce: string; readonly verifier: string };
}

/** A refused sign-in, and for the server's own log, why. */
export interface SignInFailure extends Refusal {
  readonly refused: "sign_in_failed" | "identity_unavailable";
  readonly cause: unknown;
}
