import type { Principal } from "./principal.ts";

/**
 * Remembers for a moment whose session a proof is, so that a request for data need not ask twice: the statement that
 * reads or writes checks the session in the ledger anyway. A request that reads no data must not rely on this.
 * Per process; what it tells may be out of date by its lifetime.
 */
export interface PrincipalCache {
  /** Of a session that is in use, `active` recalls only what was kept while it was. */
  recall(proof: Buffer, active: boolean): Principal | null;
  /** `active`: the ledger was told at this moment that the person is there. */
  keep(principal: Principal, active: boolean): void;
  /** For a session that the ledger no longer knows. */
  forget(proof: Buffer): void;
}

interface Entry {
  readonly principal: Principal;
  readonly active: boolean;
  readonly until: number;
}

/** Milliseconds. What is refused before it comes to a statement relies on this alone, and a revocation holds within 5 s. */
const lifetime = 3_000;
const capacity = 2_000;

export function createPrincipalCache(now: () => number): PrincipalCache {
  const entries = new Map<string, Entry>();
  return {
    recall: (proof, active) => {
      const entry = entries.get(proof.toString("base64"));
      if (entry === undefined || now() >= entry.until || (active && !entry.active)) return null;
      return entry.principal;
    },
    keep: (principal, active) => {
      const id = principal.session.proof.toString("base64");
      // The oldest goes first; kept again, an entry is the newest.
      entries.delete(id);
      const oldest = entries.size < capacity ? undefined : entries.keys().next().value;
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(id, { principal, active, until: now() + lifetime });
    },
    forget: (proof) => void entries.delete(proof.toString("base64")),
  };
}
