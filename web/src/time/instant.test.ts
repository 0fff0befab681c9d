import { describe, expect, test } from "vitest";
import { parseClock, parseInstant, printExact, printMinute } from "./instant.ts";
import { printRelative } from "./relative.ts";

describe("an instant is printed exactly, with every microsecond", () => {
  test.each([
    ["2026-11-01 10:20:30.123456+00", "UTC", "2026-11-01 10:20:30.123456 UTC"],
    ["2026-11-01 10:20:30.123456+00", "Europe/Berlin", "2026-11-01 11:20:30.123456 +01:00"],
    ["2026-07-01 23:59:59.9+00", "Asia/Kathmandu", "2026-07-02 05:44:59.9 +05:45"],
    ["2026-01-01 00:00:00+00", "America/New_York", "2025-12-31 19:00:00 -05:00"],
    ["0099-03-01 12:00:00+00", "UTC", "0099-03-01 12:00:00 UTC"],
  ])("%s in %s", (text, zone, printed) => {
    expect(printInstant(text, zone)).toBe(printed);
  });
});

test.each(["infinity", "-infinity", "0044-03-15 12:00:00+00 BC", "yesterday", ""])(
  "%j has no place on this calendar",
  (text) => {
    expect(parseInstant(text)).toBeNull();
  },
);

describe("what a clock shows becomes PostgreSQL's text in UTC", () => {
  test.each([
    ["2026-11-01", "11:20:30", "123456", "Europe/Berlin", "2026-11-01 10:20:30.123456+00"],
    ["2026-07-01", "12:00:00", "", "Europe/Berlin", "2026-07-01 10:00:00+00"],
    ["2026-07-01", "12:00:00", "500000", "UTC", "2026-07-01 12:00:00.5+00"],
    // The hour that happens twice: its first time.
    ["2026-10-25", "02:30:00", "", "Europe/Berlin", "2026-10-25 00:30:00+00"],
    // The hour that does not happen: moved on by the gap.
    ["2026-03-29", "02:30:00", "", "Europe/Berlin", "2026-03-29 01:30:00+00"],
  ])("%s %s.%s in %s", (date, time, fraction, zone, text) => {
    expect(parseClock(date, time, fraction, zone)).toBe(text);
  });

  test("nonsense becomes nothing", () => {
    expect(parseClock("2026-11-01", "25 o'clock", "", "UTC")).toBeNull();
  });
});

test("relative times use their largest whole unit", () => {
  const now = Date.UTC(2026, 0, 10, 12);
  const at = (text: string) => {
    const instant = parseInstant(text);
    return instant === null ? "" : printRelative(instant, now);
  };
  expect(at("2026-01-10 08:59:00+00")).toBe("3 hr. ago");
  expect(at("2026-01-10 11:59:59.999999+00")).toBe("1 sec. ago");
  expect(at("2026-01-12 12:00:00+00")).toBe("in 2 days");
});

function printInstant(text: string, zone: string): string | null {
  const instant = parseInstant(text);
  if (instant === null) return null;
  expect(printMinute(instant, zone)).toBe(printExact(instant, zone).slice(0, 16));
  return printExact(instant, zone);
}
