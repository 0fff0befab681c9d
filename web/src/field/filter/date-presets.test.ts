import { expect, test } from "vitest";
import { dayBounds, presetDays } from "./date-presets.ts";

test.each([
  ["today", "2026-03-01", "2026-03-01", "2026-03-01"],
  ["yesterday", "2026-03-01", "2026-02-28", "2026-02-28"],
  ["last7Days", "2026-03-01", "2026-02-23", "2026-03-01"],
  ["lastMonth", "2026-01-15", "2025-12-01", "2025-12-31"],
  ["thisMonth", "2024-02-29", "2024-02-01", "2024-02-29"],
] as const)("%s on %s", (preset, today, first, last) => {
  expect(presetDays(preset, today)).toEqual([first, last]);
});

test("a day ends with its last microsecond, on the zone's own clock", () => {
  // The clocks go back on this day, so that it has 25 hours.
  expect(dayBounds("timestamptz", ["2026-10-25", "2026-10-25"], "Europe/Berlin")).toEqual([
    "2026-10-24 22:00:00+00",
    "2026-10-25 22:59:59.999999+00",
  ]);
});

test("a date has no zone", () => {
  expect(dayBounds("date", ["2026-10-25", "2026-10-26"], "Pacific/Auckland")).toEqual([
    "2026-10-25",
    "2026-10-26",
  ]);
});
