import { useSyncExternalStore } from "react";

/** Milliseconds since 1970, to the last half minute: relative times need no finer clock. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

const tick = 30_000;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** One timer for however many times are on the page, and none when there are none. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const one of listeners) one();
    }, tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
