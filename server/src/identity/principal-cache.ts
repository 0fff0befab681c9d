import type { Principal } from "./principal.ts";

/**
 * Remembers for a moment whose session a proof is, so that a request for data need not ask twice: the statement that
 * reads or writes checks the session in the ledger anyway. A request that reads no data must not rely on this.
 * Per process; what it tells may be out of date by its lifetime.
 */
export interface PrincipalCache {
  recall(proof: Buffer): Principal | null;
  keep(principal: Principal): void;
  /** For a session that the ledger no longer knows. */
  forget(proof: Buffer): void;
}

const lifetime = 30_000;
const capacity = 2_000;

export function createPrincipalCache(now: () => number): PrincipalCache {
  const entries = new Map<string, { readonly principal: Principal; readonly until: number }>();
  return {
    recall: (proof) => {
      const entry = entries.get(proof.toString("base64"));
      return entry !== undefined && now() < entry.until ? entry.principal : null;
    },
    keep: (principal) => {
      const id = principal.session.proof.toString("base64");
      // The oldest goes first; kept again, an entry is the newest.
      entries.delete(id);
      const oldest = entries.size < capacity ? undefined : entries.keys().next().value;
      if (oldest !== undefined) entries.delete(oldest);
      entries.set(id, { principal, until: now() + lifetime });
    },
    forget: (proof) => void entries.delete(proof.toString("base64")),
  };
}
