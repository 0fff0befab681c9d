import type { Refusal } from "../contract/index.ts";
import { isRefusal } from "../contract/index.ts";
import type { Run } from "./context.ts";
import { refusalOf } from "./database-refusal.ts";
import { recordRefusal, type Tried } from "./refusal-event.ts";
import { watchSession } from "./watch-session.ts";

/** Text that is sent as it comes. Whoever takes it says when they take no more, also after the last piece. */
export interface TextStream {
  /** The next piece, null after the last; rejects when there will be no proper end. Made when it is asked for. */
  readonly next: () => Promise<string | null>;
  /** Aborts when it must end where it is, whether or not anybody takes more. */
  readonly broken: AbortSignal;
  readonly stop: () => void;
}

/**
 * Milliseconds from one look at the session to the next, and for a look: an ended session is seen after twice that.
 * The next piece would show it as well, but somebody who reads slowly may take that for a long time.
 */
const lookEvery = 2_000;

/**
 * Pieces of text for somebody whose session lives for as long as they come. The first is made at once: what is refused
 * or fails there is as in any answer. Later, a refusal is recorded, and breaks the text off like every failure.
 */
export async function streamPieces(
  run: Run,
  tried: Pick<Tried, "kind" | "resource">,
  makePieces: (run: Run) => AsyncGenerator<string | Refusal, void, void>,
): Promise<TextStream | Refusal> {
  const reading = new AbortController();
  const broken = new AbortController();
  const watched: Run = { ...run, signal: AbortSignal.any([run.signal, reading.signal]) };
  const pieces = makePieces(watched);
  const { value: first = null } = await pieces.next();
  if (isRefusal(first)) return first;

  const stop = () => {
    unwatch();
    reading.abort();
  };
  const breakOff = (cause: unknown) => {
    const isOver = watched.signal.aborted;
    stop();
    if (isOver) return;
    const refusal = isRefusal(cause) ? cause : refusalOf(cause, null);
    // One that cannot be recorded breaks it off all the same.
    if (refusal) recordRefusal(run, { ...tried, key: null }, refusal).catch(() => {});
    broken.abort(cause);
  };
  const unwatch = watchSession(watched, lookEvery, breakOff);

  let waiting: string | null = first;
  const next = async (): Promise<string | null> => {
    if (waiting !== null) {
      const piece = waiting;
      waiting = null;
      return piece;
    }
    try {
      watched.signal.throwIfAborted();
      const { value = null } = await pieces.next();
      if (isRefusal(value)) throw value;
      return value;
    } catch (cause) {
      breakOff(cause);
      throw cause;
    }
  };
  return { next, broken: broken.signal, stop };
}
