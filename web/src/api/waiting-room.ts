/**
 * Requests that cannot go on until somebody at the screen has done something wait here, so that nothing
 * on the screen is lost.
 */
export interface WaitingRoom<Matter extends Waiting, Answer> {
  /** What the one that has waited longest waits for, null while none does; for `useSyncExternalStore`. */
  readonly first: () => Matter | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** Resolves after `resume`; rejects with the matter's error after `giveUp`, or with the signal's reason. */
  readonly wait: (matter: Matter, signal?: AbortSignal) => Promise<Answer>;
  readonly resume: (answer: Answer) => void;
  readonly giveUp: () => void;
}

export interface Waiting {
  readonly error: Error;
}

interface Place<Matter, Answer> {
  readonly matter: Matter;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/** `together`: one answer is good for all that wait. `oneByOne`: each has to be answered for itself. */
export function createWaitingRoom<Matter extends Waiting, Answer>(
  leaving: "together" | "oneByOne",
): WaitingRoom<Matter, Answer> {
  let places: readonly Place<Matter, Answer>[] = [];
  const listeners = new Set<() => void>();
  const seat = (next: readonly Place<Matter, Answer>[]) => {
    places = next;
    for (const listener of listeners) listener();
  };
  const dismiss = (settle: (place: Place<Matter, Answer>) => void) => {
    const leavingNow = leaving === "together" ? places : places.slice(0, 1);
    seat(places.slice(leavingNow.length));
    leavingNow.forEach(settle);
  };
  return {
    first: () => places[0]?.matter ?? null,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    wait: (matter, signal) =>
      new Promise((resolve, reject) => {
        const place = { matter, resolve, reject };
        const leave = () => {
          if (!places.includes(place)) return;
          reject(signal?.reason);
          seat(places.filter((one) => one !== place));
        };
        if (signal?.aborted) return reject(signal.reason);
        signal?.addEventListener("abort", leave, { once: true });
        seat([...places, place]);
      }),
    resume: (answer) => dismiss(({ resolve }) => resolve(answer)),
    giveUp: () => dismiss(({ reject, matter }) => reject(matter.error)),
  };
}
