/** Counts what one person has under way. Per process. */
export interface ConcurrencyLimit {
  /** Takes a place and returns the function that gives it back, or null when all of the person's places are taken. */
  enter(issuer: string, subject: string): (() => void) | null;
}

/** Seconds after which a refused request is worth trying again: `Retry-After`. */
export const retryAfterSeconds = 1;

export function limitConcurrency(places: number): ConcurrencyLimit {
  const taken = new Map<string, number>();
  return {
    enter: (issuer, subject) => {
      const person = JSON.stringify([issuer, subject]);
      const before = taken.get(person) ?? 0;
      if (before >= places) return null;
      taken.set(person, before + 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        const now = (taken.get(person) ?? 1) - 1;
        if (now === 0) taken.delete(person);
        else taken.set(person, now);
      };
    },
  };
}
