import type { Identity } from "./identity.ts";

/** What an identity provider vouches for at one sign-in: who it is, and how well it knows that. */
export interface Authentication {
  readonly identity: Identity;
  /** Whether the config's rule found evidence of more than one factor. No evidence is no second factor. */
  readonly secondFactor: boolean;
  /** When the person last proved who they are, in seconds since 1970; null where the provider does not say. */
  readonly authenticatedAt: number | null;
  /** What of the provider's answer the two above were judged by, for the log: `acr`, `amr`, `auth_time`. */
  readonly evidence: { readonly [claim: string]: unknown };
  /** The provider's own session (`sid`, `SessionIndex`), by which it ends this one; null where it names none. */
  readonly providerSession: string | null;
  /** For asking again later whether the person is still there; null where the provider gives none. */
  readonly refreshToken: string | null;
}
