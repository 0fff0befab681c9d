import type { WireValues } from "purser/contract";
import { useCallback, useEffect, useState } from "react";
import { sessionEnd } from "../api/standstill.ts";

/** Values on the screen that are to go again. They are in memory alone, and nowhere but here. */
export interface Revealed {
  readonly values: WireValues;
  /** Milliseconds since 1970. */
  readonly until: number;
}

export interface Reveal {
  readonly revealed: Revealed | null;
  readonly show: (values: WireValues, seconds: number) => void;
  readonly hide: () => void;
}

/** Also a page that the browser keeps for its Back button, or that is back before the next one was drawn, was left. */
const leaving = ["pagehide", "popstate"] as const;

/** Holds revealed values until their time is up, the session has ended, or the page is left. */
export function useRevealed(): Reveal {
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const hide = useCallback(() => setRevealed(null), []);
  const show = useCallback(
    (values: WireValues, seconds: number) =>
      setRevealed((before) => ({
        values: { ...before?.values, ...values },
        // What was shown first goes first, and takes the rest with it.
        until: Math.min(before?.until ?? Infinity, Date.now() + seconds * 1000),
      })),
    [],
  );
  useEffect(() => {
    if (revealed === null) return;
    const timer = setTimeout(hide, revealed.until - Date.now());
    const stopListening = sessionEnd.subscribe(() => sessionEnd.first() !== null && hide());
    for (const event of leaving) window.addEventListener(event, hide);
    return () => {
      clearTimeout(timer);
      stopListening();
      for (const event of leaving) window.removeEventListener(event, hide);
    };
  }, [revealed, hide]);
  return { revealed, show, hide };
}
