import type { FieldKind } from "purser/contract";
import { parseClock } from "../../time/instant.ts";

export const datePresets = [
  "today",
  "yesterday",
  "last7Days",
  "last30Days",
  "thisMonth",
  "lastMonth",
] as const;
export type DatePreset = (typeof datePresets)[number];

/** The first and the last day of a preset, as seen on `today` (`YYYY-MM-DD`). */
export function presetDays(preset: DatePreset, today: string): readonly [string, string] {
  switch (preset) {
    case "today":
      return [today, today];
    case "yesterday":
      return [shiftDay(today, -1), shiftDay(today, -1)];
    case "last7Days":
      return [shiftDay(today, -6), today];
    case "last30Days":
      return [shiftDay(today, -29), today];
    case "thisMonth":
      return [`${today.slice(0, 7)}-01`, today];
    case "lastMonth": {
      const last = shiftDay(`${today.slice(0, 7)}-01`, -1);
      return [`${last.slice(0, 7)}-01`, last];
    }
  }
}

/**
 * The bounds of whole days as values of the kind, both included: to the last microsecond, which is
 * the finest that PostgreSQL keeps. Instants begin and end with the days of `zone`.
 */
export function dayBounds(
  kind: FieldKind,
  [first, last]: readonly [string, string],
  zone: string,
): readonly [string, string] | null {
  if (kind === "date") return [first, last];
  if (kind === "timestamp") return [`${first} 00:00:00`, `${last} 23:59:59.999999`];
  const start = parseClock(first, "00:00:00", "", zone);
  const end = parseClock(last, "23:59:59", "999999", zone);
  return start === null || end === null ? null : [start, end];
}

/** The day that lies that many days after `day`, or before. */
export function shiftDay(day: string, by: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}
