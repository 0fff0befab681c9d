/** What the writers saw of their transactions. */
export interface Tally {
  committed: number;
  rolledBack: number;
  /** By the ledger, after a write that was rolled back to a savepoint. */
  refused: number;
  /** Broken off with their connection. */
  lost: number;
  savepoints: number;
  /** Transactions of more than a second. */
  long: number;
  /** Rows changed by those that are known to be committed. */
  changes: number;
}

export function createTally(): Tally {
  return { committed: 0, rolledBack: 0, refused: 0, lost: 0, savepoints: 0, long: 0, changes: 0 };
}
