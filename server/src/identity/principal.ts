import type { SecondFactor } from "../contract/index.ts";
import type { PersonId } from "./identity.ts";

/** Who is asking, as the session says; plain data, the same for the whole request. */
export interface Principal extends PersonId {
  readonly name: string;
  readonly email: string | null;
  /** Roles of the config, at least one. */
  readonly roles: readonly string[];
  /** Claims of the identity provider that row rules may use. */
  readonly claims: { readonly [claim: string]: unknown };
  readonly session: SessionFacts & { readonly secondFactor: SecondFactor };
}

/** Somebody whose session has but one factor: known, and let no further than to the second. */
export interface Entrant extends Omit<Principal, "session"> {
  readonly session: SessionFacts & { readonly secondFactor: null };
}

interface SessionFacts {
  readonly id: string;
  /** sha256 of the cookie: what the ledger's functions take as proof. */
  readonly proof: Buffer;
  readonly idleSeconds: number;
  /** PostgreSQL's text, UTC. */
  readonly expiresAt: string;
  /** When the person last proved who they are, in seconds since 1970; null where nobody knows. */
  readonly authenticatedAt: number | null;
}

/** Whether a session has its second factor. */
export function isPrincipal(caller: Principal | Entrant): caller is Principal {
  return caller.session.secondFactor !== null;
}

/** What is known of where a request came from, for the log. */
export interface RequestOrigin {
  readonly requestId: string;
  /** The peer's address as text; null where there is none (in-process calls). */
  readonly address: string | null;
  readonly userAgent: string | null;
}
