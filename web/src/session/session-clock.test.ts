import { expect, test } from "vitest";
import { isUseDue, sessionEnds, sessionPhase } from "./session-clock.ts";

const minute = 60_000;
const start = Date.parse("2026-11-23T08:00:00Z");
const session = {
  id: "1",
  idleSeconds: 900,
  expiresAt: "2026-11-23 20:00:00+00",
  secondFactor: "passkey",
} as const;

test.each([
  ["just used", 0, "quiet"],
  ["unused for ten minutes", 10 * minute, "quiet"],
  ["two minutes before its end", 12.5 * minute, "idle"],
  ["unused for as long as it lasts", 14.5 * minute, "over"],
])("a session %s: %s ms are %s", (_, unused, kind) => {
  const ends = sessionEnds(session, start);
  expect(sessionPhase(ends, 900, start + unused).kind).toBe(kind);
});

test.each([
  ["the day is young", "2026-11-23T19:49:00Z", "quiet"],
  ["ten minutes are left", "2026-11-23T19:50:00Z", "latest"],
  ["it has come", "2026-11-23T20:00:00Z", "over"],
])("the latest end, when %s", (_, now, kind) => {
  const ends = sessionEnds(session, Date.parse(now));
  expect(sessionPhase(ends, 900, Date.parse(now)).kind).toBe(kind);
});

test("of two ends the nearer one is spoken of", () => {
  const now = Date.parse("2026-11-23T19:55:00Z");
  expect(sessionPhase({ idle: now + minute, latest: now + 5 * minute }, 900, now).kind).toBe(
    "idle",
  );
  expect(sessionPhase({ idle: now + minute, latest: now + minute }, 900, now).kind).toBe("latest");
});

test("a session of one minute does not warn all the time", () => {
  const ends = { idle: start + minute, latest: start + 60 * minute };
  expect(sessionPhase(ends, 60, start).kind).toBe("quiet");
  expect(sessionPhase(ends, 60, start + minute / 2).kind).toBe("idle");
});

test("whoever types without a request is known to be there before the session ends", () => {
  expect(isUseDue(start, 900, start + 2 * minute)).toBe(false);
  expect(isUseDue(start, 900, start + 3 * minute)).toBe(true);
  expect(isUseDue(start, 60, start + 15_000)).toBe(true);
});
