import { setTimeout as wait } from "node:timers/promises";

/** Something that is done again and again. */
export interface Repetition {
  /** Resolves when what is under way is over; nothing is begun any more. */
  readonly stop: () => Promise<void>;
}

export interface RepeatOptions {
  /** Milliseconds from the end of one turn to the beginning of the next. */
  readonly every: number;
  readonly onFailure: (cause: unknown) => void;
  /** Resolves after so many milliseconds; rejects when `signal` aborts. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
}

/** Takes turns until it is stopped, the first after a pause. A turn that fails is told, and the next one comes all the same. */
export function repeat(
  turn: () => Promise<void>,
  { every, onFailure, pause = pauseUnseen }: RepeatOptions,
): Repetition {
  const end = new AbortController();
  const over = (async () => {
    for (;;) {
      await pause(every, end.signal).catch(() => {});
      if (end.signal.aborted) return;
      await turn().catch(onFailure);
    }
  })();
  return {
    stop: () => {
      end.abort();
      return over;
    },
  };
}

/** Does not keep the process alive. */
function pauseUnseen(milliseconds: number, signal: AbortSignal): Promise<unknown> {
  return wait(milliseconds, undefined, { signal, ref: false });
}
