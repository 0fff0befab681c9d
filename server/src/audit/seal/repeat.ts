/** Work that goes on until it is stopped. */
export interface Repetition {
  /** Resolves when the last run has ended. */
  readonly stop: () => Promise<void>;
}

/** Runs `work` again and again, never twice at once, with a pause after each. What it throws goes to `onFailure`. */
export function repeat(
  pauseMilliseconds: number,
  work: () => Promise<unknown>,
  onFailure: (cause: unknown) => void,
): Repetition {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async (): Promise<void> => {
    await work().catch(onFailure);
    if (isStopped) return;
    timer = setTimeout(() => {
      running = run();
    }, pauseMilliseconds);
    // Nothing of this keeps a process alive that has nothing else to do.
    timer.unref();
  };
  let running = run();
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
