/** Somebody who can sign in, by a click on their name. */
export interface Account {
  /** The `sub` claim: stays the same when name and e-mail change. */
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  /** The `groups` claim. */
  readonly groups: readonly string[];
  /** Further claims, as they are to be in the id token. */
  readonly claims?: { readonly [claim: string]: unknown };
}

/** An application that may ask who somebody is. */
interface Client {
  readonly id: string;
  readonly secret: string;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  /** Told, by a logout token, when somebody signs out at the provider. */
  readonly backchannelLogoutUri?: string;
}

export interface DevelopmentProviderOptions {
  /** On localhost; the issuer is `http://localhost:{port}`. */
  readonly port: number;
  readonly clients: readonly Client[];
  readonly accounts: readonly Account[];
  /** Keeps the signing key, so that a restart does not invalidate what was signed. */
  readonly folder: string;
}
