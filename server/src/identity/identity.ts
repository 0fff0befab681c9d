/** Who an identity provider says somebody is, at one sign-in. */
export interface Identity {
  /** With `subject`, who it is. */
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** For display only; null where the provider says that it is not verified. */
  readonly email: string | null;
  readonly groups: readonly string[];
  /** Claims that the session keeps. */
  readonly claims: { readonly [claim: string]: unknown };
}
