import { createSecretKey, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { seal } from "../../src/config/seal.ts";
import { sealAttempt, unsealAttempt } from "../../src/identity/attempt.ts";

const key = createSecretKey(randomBytes(32));
const attempt = {
  id: "a",
  secrets: { state: "s", nonce: "n", verifier: "v" },
  person: null,
  previous: null,
  returnTo: "/orders",
  expiresAt: 1000,
};

test("an attempt comes back as it was, and says nothing to its holder", () => {
  const cookie = sealAttempt(key, attempt);
  expect(unsealAttempt(key, cookie, 999)).toEqual(attempt);
  expect(Buffer.from(cookie, "base64url").toString("latin1")).not.toContain("orders");
});

test.each([
  ["none", undefined],
  ["an empty one", ""],
  ["one that is too short", "AAAA"],
  ["one of another key", sealAttempt(createSecretKey(randomBytes(32)), attempt)],
  ["something else under the same key", seal(key, JSON.stringify(attempt), "cursor")],
])("%s is no attempt", (_, cookie) => {
  expect(unsealAttempt(key, cookie, 0)).toBeNull();
});

test("an attempt ends", () => {
  expect(unsealAttempt(key, sealAttempt(key, attempt), 1000)).toBeNull();
});
