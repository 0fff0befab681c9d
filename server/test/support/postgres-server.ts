import "vitest";

/** A PostgreSQL that runs for as long as the tests do. */
export interface TestServer {
  readonly version: number;
  /** Of the superuser, in the database `postgres`. */
  readonly superuserUrl: string;
}

declare module "vitest" {
  interface ProvidedContext {
    /** The newest version first; it is the one that tests run on unless they ask for each. */
    readonly servers: readonly TestServer[];
  }
}

/** The oldest version that is supported. The embedded one is the newest. */
export const oldestVersion = 15;
