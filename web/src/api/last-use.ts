const key = "purser.lastUse";

/** When somebody last asked the server for something from this browser: sessions end after a time without that. */
export function lastUse(): number {
  return Math.max(ownLastUse, Number(readStored()) || 0);
}

/** All tabs share the session, and so the time; it is all that is kept. */
export function noteUse(now = Date.now()): void {
  ownLastUse = now;
  try {
    localStorage.setItem(key, String(now));
  } catch {
    // Full or forbidden storage: this tab goes by its own.
  }
}

let ownLastUse = 0;

function readStored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
