import type { LogRecord } from "../record/record.ts";
import { textOf } from "../record/record.ts";
import type { Notices } from "./notices.ts";
import type { TrustedCheckpoint } from "./trust.ts";

/** Watches the times that the log tells. They decide nothing; where they do not fit, somebody should know. */
export interface Clock {
  readonly read: (record: LogRecord, line: number) => void;
  /** A month was removed; `after` is the checkpoint's time after which its last record was sealed. */
  readonly retire: (month: string, after: string | null, line: number) => void;
  readonly pass: (checkpoint: TrustedCheckpoint, line: number) => void;
}

const hour = 3_600;

/** `heartbeat` in seconds: when a checkpoint was due at the latest. */
export function createClock(notices: Notices, heartbeat: number, start: string | null): Clock {
  let before = start === null ? null : secondsOf(start);
  let latest: { at: number; line: number } | null = null;
  return {
    read: (record, line) => {
      const at = secondsOf(textOf(record, "at") ?? "");
      if (at === null) return;
      if (before !== null && at < before - hour)
        notices.add("dated_before_sealing", line, "A record is dated long before it was sealed.");
      if (latest === null || at > latest.at) latest = { at, line };
    },
    retire: (month, after, line) => {
      const sealedAfter = after === null ? null : secondsOf(after);
      if (sealedAfter !== null && endOf(month) < sealedAfter - hour)
        notices.add(
          "dated_before_sealing",
          line,
          "A record was removed with a month that ended long before it was sealed.",
        );
    },
    pass: ({ time }, line) => {
      const now = secondsOf(time);
      if (now === null) return;
      if (latest !== null && latest.at > now)
        notices.add("dated_after_sealing", latest.line, "A record is dated after it was sealed.");
      if (before !== null && now < before)
        notices.add("clock_stepped_back", line, "The clock stepped back between two checkpoints.");
      if (before !== null && now > before + 3 * heartbeat)
        notices.add(
          "no_heartbeat",
          line,
          "No checkpoint was made for longer than there should have been.",
        );
      before = now;
      latest = null;
    },
  };
}

/** When a month ends, in seconds; written `YYYY-MM`. */
function endOf(month: string): number {
  return Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5))) / 1_000;
}

/** Whole seconds of PostgreSQL's text in UTC; null where it is something else. */
function secondsOf(text: string): number | null {
  const milliseconds = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}Z`);
  return text.endsWith("+00") && !Number.isNaN(milliseconds) ? milliseconds / 1_000 : null;
}
