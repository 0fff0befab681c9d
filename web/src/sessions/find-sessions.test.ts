import type { SessionSummary } from "purser/contract";
import { expect, test } from "vitest";
import { findSessions } from "./find-sessions.ts";

const sam = session("Sam Okafor", "10.1.2.3", "Mozilla/5.0 (X11; Linux x86_64) Chrome/141.0");
const vera = session("Vera Holm", null, null);

test.each([
  ["", [sam, vera]],
  ["  ", [sam, vera]],
  ["OKAFOR", [sam]],
  ["10.1.2", [sam]],
  ["linux sam", [sam]],
  ["linux vera", []],
  ["support", [sam, vera]],
])("%j finds %j", (text, found) => {
  expect(findSessions([sam, vera], text)).toEqual(found);
});

function session(name: string, address: string | null, userAgent: string | null): SessionSummary {
  return {
    id: name,
    issuer: "https://id.example",
    subject: name,
    name,
    email: null,
    roles: ["support"],
    address,
    userAgent,
    signedInAt: "2026-11-23 08:00:00+00",
    lastUsedAt: "2026-11-23 08:00:00+00",
    expiresAt: "2026-11-23 20:00:00+00",
    secondFactor: "provider",
    authenticatedAt: null,
    isOwn: false,
  };
}
