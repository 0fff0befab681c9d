import type { ProblemCode, Refusal } from "../contract/index.ts";
import type { Authentication } from "./authentication.ts";

/** An identity provider as the sign-in sees it, whatever protocol it speaks. */
export interface IdentityProvider {
  /** How its answer comes back: with a cross-site form, a cookie of this site is only sent where it says `SameSite=None`. */
  readonly answersBy: "redirect" | "form";
  /** Where the browser goes, and what must come back with it. */
  begin(wanted: WantedAuthentication): Promise<SignInRequest | SignInFailure>;
  /** What the provider vouches for, from what the browser brought to the callback. */
  finish(
    answer: URLSearchParams,
    secrets: SignInSecrets,
    wanted: WantedAuthentication,
  ): Promise<Authentication | SignInFailure>;
  /** Asks whether somebody who signed in is still welcome; null where the provider cannot be asked. */
  readonly recheck: ((refreshToken: string) => Promise<Recheck>) | null;
  /** Reads a back-channel logout token, judged in full but for its replay; null where the protocol has none. */
  readonly readLogoutToken: ((token: string) => Promise<LogoutNotice | SignInFailure>) | null;
  /**
   * Where the browser's session at the provider itself is ended (OpenID Connect RP-Initiated Logout 1.0, section 2; without
   * a hint of whose it is, the provider asks). Null where that is not known.
   */
  findLogout(): Promise<string | null>;
}

/** `fresh`: the person has to prove who they are now, however lately they did so before. */
export interface WantedAuthentication {
  readonly fresh: boolean;
}

export interface SignInRequest {
  readonly url: URL;
  readonly secrets: SignInSecrets;
}

/** What a protocol wants to see again, such as state, nonce and PKCE verifier: sealed into the attempt's cookie. */
export type SignInSecrets = { readonly [name: string]: string };

/**
 * `gone`: the provider says no, for good. `unknown`: it could not be asked. Otherwise the groups as they are now, or
 * null where the answer does not tell, and the token for the next time.
 */
export type Recheck =
  | { readonly state: "gone"; readonly cause: unknown }
  | { readonly state: "unknown"; readonly cause: unknown }
  | {
      readonly state: "here";
      readonly groups: readonly string[] | null;
      readonly refreshToken: string;
    };

/** Whose sessions the provider has ended: one of its sessions, or all of a person's. */
export interface LogoutNotice {
  readonly issuer: string;
  readonly subject: string | null;
  readonly providerSession: string | null;
  /** `jti`: a notice is used once. */
  readonly id: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** A refused sign-in, and for the server's own log, why. */
export interface SignInFailure extends Refusal {
  readonly refused: Extract<
    ProblemCode,
    "sign_in_failed" | "identity_unavailable" | "too_many_groups" | "not_fresh"
  >;
  readonly cause: unknown;
}
