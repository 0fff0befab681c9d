/**
 * Requests that met the end of the session wait here until somebody has signed in again,
 * so that nothing on the screen is lost.
 */
export interface SessionEnd {
  /** Whether a request is waiting; for `useSyncExternalStore`. */
  readonly ended: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  /** Resolves after `resume`; rejects with `error` after `giveUp`, or with the signal's reason. */
  readonly wait: (error: Error, signal?: AbortSignal) => Promise<void>;
  readonly resume: () => void;
  readonly giveUp: () => void;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: () => void;
}

function createSessionEnd(): SessionEnd {
  const waiting = new Set<Waiting>();
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  const settle = (how: keyof Waiting) => {
    const all = [...waiting];
    waiting.clear();
    for (const one of all) one[how]();
    notify();
  };
  return {
    ended: () => waiting.size > 0,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wait: (error, signal) =>
      new Promise((resolve, reject) => {
        const one: Waiting = { resolve, reject: () => reject(error) };
        waiting.add(one);
        signal?.addEventListener("abort", () => {
          if (!waiting.delete(one)) return;
          reject(signal.reason);
          notify();
        });
        notify();
      }),
    resume: () => settle("resolve"),
    giveUp: () => settle("reject"),
  };
}

export const sessionEnd: SessionEnd = createSessionEnd();
