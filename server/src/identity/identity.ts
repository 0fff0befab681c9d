/** Somebody, as the identity provider tells them from others: never by the e-mail address, which is reassigned. */
export interface PersonId {
  readonly issuer: string;
  readonly subject: string;
}

/** Who an identity provider says somebody is, at one sign-in. */
export interface Identity extends PersonId {
  readonly name: string;
  /** For display only; null where the provider says that it is not verified. */
  readonly email: string | null;
  readonly groups: readonly string[];
  /** Claims that the session keeps. */
  readonly claims: { readonly [claim: string]: unknown };
}
