import type { PurserConfig } from "../config/config.ts";
import { readAddress } from "../config/network.ts";
import { type Refusal, refuse } from "../contract/index.ts";

/** Counts how often something is asked for. Per process: of several servers, each counts its own. */
export interface RateLimit {
  /** Null where one more is within the limit, else the seconds until it will be: `Retry-After`. */
  readonly take: (key: string) => number | null;
  /** For what was taken before it was known that it does not count. */
  readonly giveBack: (key: string) => void;
}

const minute = 60_000;
/**
 * Of those that have asked of late, so many are remembered, and as many of before. Whoever can come from more addresses
 * than that is not held back by counting them, and must not fill the memory either.
 */
const mostKeys = 50_000;

/**
 * Lets each key have `perMinute` at once, which then come back evenly over a minute: the generic cell rate algorithm
 * (ITU-T I.371), one number for a key. `now` is in milliseconds and never goes back, as `performance.now` does.
 */
export function limitRate(perMinute: number, now: () => number): RateLimit {
  const share = minute / perMinute;
  // Until when what a key has had is used up: never further off than a minute. An older map is then all in the past.
  let recent = new Map<string, number>();
  let older = new Map<string, number>();
  let turnsAt = now() + minute;
  const usedBy = (key: string) => recent.get(key) ?? older.get(key) ?? 0;
  return {
    take: (key) => {
      const time = now();
      if (time >= turnsAt || recent.size >= mostKeys) {
        older = recent;
        recent = new Map();
        turnsAt = time + minute;
      }
      const usedUntil = Math.max(usedBy(key), time) + share;
      const wait = usedUntil - time - minute;
      // Less than a millisecond is the rounding of many shares.
      if (wait >= 1) return Math.ceil(wait / 1000);
      recent.set(key, usedUntil);
      return null;
    },
    giveBack: (key) => void recent.set(key, usedBy(key) - share),
  };
}

/**
 * Who is counted as one: an IPv4 address, or the /64 of an IPv6 one, in which every machine has as many addresses as it
 * likes (RFC 4291, section 2.5.4). All of whom no address is known are one.
 */
export function networkOf(address: string | null): string {
  const bytes = address === null ? [] : (readAddress(address)?.toByteArray() ?? []);
  // All four of the one kind, and of the other half.
  return bytes.slice(0, 8).join(".");
}

/** What is counted, and refused where it is too much. */
export interface Rates {
  readonly signIns: RateLimit;
  readonly requests: RateLimit;
}

/** As the config says; `now` as for `limitRate`. */
export function ratesOf(limits: PurserConfig["limits"] = {}, now: () => number): Rates {
  return {
    signIns: limitRate(limits.signInsPerMinute ?? 120, now),
    requests: limitRate(limits.requestsPerMinute ?? 1_200, now),
  };
}

/** Takes one for a key, or refuses it. */
export function takeOne(rate: RateLimit, key: string): Refusal | null {
  const retryAfter = rate.take(key);
  return retryAfter === null ? null : refuse("too_many_requests", { retryAfter });
}
