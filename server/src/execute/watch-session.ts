import { refuse } from "../contract/index.ts";
import type { Run } from "./context.ts";
import { assertSession } from "./session.ts";

/**
 * Looks every so many milliseconds whether the session still lives, and says once why not; a look that has no answer
 * by the time of the next is one. Returns what ends the watch.
 */
export function watchSession(run: Run, every: number, onEnd: (cause: unknown) => void): () => void {
  let isLooking = false;
  const end = (cause: unknown) => {
    clearInterval(timer);
    onEnd(cause);
  };
  const look = () => {
    if (isLooking) return end(refuse("database_unavailable"));
    isLooking = true;
    assertSession(run).then(() => {
      isLooking = false;
    }, end);
  };
  const timer = setInterval(look, every);
  return () => clearInterval(timer);
}
