import type { Instant } from "./instant.ts";

const units = [
  { unit: "year", seconds: 31_557_600 },
  { unit: "month", seconds: 2_629_800 },
  { unit: "week", seconds: 604_800 },
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

const format = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });

/** `3 hr. ago`, `in 2 days`: the distance from `now` (milliseconds since 1970) in its largest unit. */
export function printRelative(instant: Instant, now: number): string {
  const seconds = Math.round((instant.second - now) / 1000);
  const step = units.find((one) => Math.abs(seconds) >= one.seconds);
  if (step === undefined) return format.format(0, "second");
  return format.format(Math.trunc(seconds / step.seconds), step.unit);
}
