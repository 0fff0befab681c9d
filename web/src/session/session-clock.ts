import type { MeAnswer } from "purser/contract";
import { parseInstant } from "../time/instant.ts";

/** When a session ends, in milliseconds since 1970, for want of use and at the latest. */
export interface SessionEnds {
  readonly idle: number;
  readonly latest: number;
}

/** What there is to say about a session's end; `at` in milliseconds since 1970. */
export type SessionPhase =
  | { readonly kind: "quiet" }
  | { readonly kind: "idle" | "latest"; readonly at: number }
  | { readonly kind: "over" };

const minute = 60_000;

/** The server notes a use only now and then: a session may end that much earlier than its last use would have it. */
const coarseness = minute / 2;
/** How long before its end somebody is told. */
const warning = { idle: 2 * minute, latest: 10 * minute };
/** Somebody who types but sends nothing is there: the server is told so at least that often. */
const longestSilence = 3 * minute;

export function sessionEnds(session: MeAnswer["session"], lastUse: number): SessionEnds {
  return {
    idle: lastUse + session.idleSeconds * 1000 - coarseness,
    latest: parseInstant(session.expiresAt)?.second ?? Number.POSITIVE_INFINITY,
  };
}

/** What ends first is spoken of first. Warnings take up half of a very short session at most. */
export function sessionPhase(
  { idle, latest }: SessionEnds,
  idleSeconds: number,
  now: number,
): SessionPhase {
  if (now >= idle || now >= latest) return { kind: "over" };
  if (idle < latest && now >= idle - Math.min(warning.idle, idleSeconds * 500))
    return { kind: "idle", at: idle };
  return now >= latest - warning.latest ? { kind: "latest", at: latest } : { kind: "quiet" };
}

/** Whether the server must hear of somebody at the screen whose last request was at `lastUse`. */
export function isUseDue(lastUse: number, idleSeconds: number, now: number): boolean {
  return now - lastUse >= Math.min(longestSilence, idleSeconds * 250);
}
