import type { WireValues } from "./wire.ts";

/** Why somebody must see a value, as the log keeps it. */
export interface RevealReason {
  /** One of `MeAnswer.reveal.reasons`. */
  readonly kind: string;
  readonly text: string;
  /** What it is about, in another system: a ticket's number, a case. */
  readonly ticket?: string;
}

/** `POST …/records/{key}/reveal` */
export interface RevealBody {
  /** Names of masked fields whose description says `reveal`. */
  readonly fields: readonly string[];
  readonly reason: RevealReason;
}

export interface RevealAnswer {
  /** The record's key, in the form of `RecordAnswer.key`. */
  readonly record: string;
  /** What was asked for, in clear. */
  readonly values: WireValues;
  /** Until when to show them, as PostgreSQL's text in UTC with microseconds. */
  readonly expiresAt: string;
}
