import { expect, test } from "vitest";
import { readDate, readInstant, readTime, readTimestamp } from "./read-date.ts";

const cases = [
  [readDate, "date", "2024-02-29", true],
  [readDate, "date", "2023-02-29", false],
  [readDate, "date", "2000-02-29", true],
  [readDate, "date", "1900-02-29", false],
  [readDate, "date", "0001-02-29 BC", true],
  [readDate, "date", "4713-11-24 BC", true],
  [readDate, "date", "0000-01-01", false],
  [readDate, "date", "infinity", true],
  [readDate, "date", "2024-1-1", false],
  [readTime, "time without time zone", "23:59:59.999999", true],
  [readTime, "time without time zone", "23:59:59.9999999", false],
  [readTime, "time without time zone", "24:00:00", true],
  [readTime, "time without time zone", "10:00+02", false],
  [readTime, "time with time zone", "10:00+02", true],
  [readTimestamp, "timestamp", "2024-02-29 10:20:30.000001", true],
  [readTimestamp, "timestamp", "2024-02-30 10:20:30", false],
  [readTimestamp, "timestamp", "2024-02-29 10:20:30+00", false],
  [readTimestamp, "timestamp", "0044-03-15 12:00:00 BC", true],
  [readInstant, "timestamptz", "2024-02-29 10:20:30.000001+00", true],
  [readInstant, "timestamptz", "2024-02-29 10:20:30", false],
  [readInstant, "timestamptz", "-infinity", true],
] as const;

test.each(cases)("%o of %s: %s", (read, type, text, isGood) => {
  const reading = read(text, { kind: "other", type });
  if (isGood) expect(reading).toEqual({ value: text });
  else expect(reading).toHaveProperty("problem");
});
