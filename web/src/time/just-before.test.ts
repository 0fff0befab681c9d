import { expect, test } from "vitest";
import { justBefore } from "./just-before.ts";

test.each([
  ["2026-11-01 10:20:30.123456+00", "2026-11-01 10:20:30.123455+00"],
  ["2026-11-01 10:20:30.1+00", "2026-11-01 10:20:30.099999+00"],
  ["2026-01-01 00:00:00+00", "2025-12-31 23:59:59.999999+00"],
  ["2026-11-01 11:20:30.5+01", "2026-11-01 10:20:30.499999+00"],
  ["infinity", null],
])("the microsecond before %s is %s", (at, before) => {
  expect(justBefore(at)).toBe(before);
});
