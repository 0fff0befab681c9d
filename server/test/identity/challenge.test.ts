import { createSecretKey, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { seal } from "../../src/config/seal.ts";
import {
  bytesOf,
  type Challenge,
  makeChallenge,
  sealChallenge,
  unsealChallenge,
} from "../../src/identity/passkey/challenge.ts";

const key = createSecretKey(randomBytes(32));
const meant = { purpose: "confirm", session: "the session" } as const;
const challenge = makeChallenge({ ...meant, digest: "AAAA" }, 1_000_000);

test("a challenge comes back as it was for two minutes, and says nothing to its holder", () => {
  const token = sealChallenge(key, challenge);
  expect(unsealChallenge(key, token, meant, 1_000_000 + 119_999)).toEqual(challenge);
  expect(unsealChallenge(key, token, meant, 1_000_000 + 120_000)).toBeNull();
  expect(Buffer.from(token, "base64url").toString("latin1")).not.toContain("the session");
});

test.each([
  ["for another purpose", key, { ...meant, purpose: "prove" as const }],
  ["of another session", key, { ...meant, session: "another session" }],
  ["of another key", createSecretKey(randomBytes(32)), meant],
])("a challenge %s is none", (_, opener, wanted) => {
  expect(unsealChallenge(opener, sealChallenge(key, challenge), wanted, 1_000_000)).toBeNull();
});

test("something else under the same key is no challenge", () => {
  const other = seal(key, JSON.stringify(challenge), "sign-in attempt");
  expect(unsealChallenge(key, other, meant, 1_000_000)).toBeNull();
});

test("what is signed is another thing each time, and for each request", () => {
  const signed = (changed: Partial<Challenge>) =>
    bytesOf({ ...challenge, ...changed }).toString("hex");
  expect(signed({})).toBe(signed({}));
  const others = [
    signed({ digest: "AAAB" }),
    signed({ digest: null }),
    bytesOf(makeChallenge({ ...meant, digest: "AAAA" }, 1_000_000)).toString("hex"),
  ];
  expect(new Set([signed({}), ...others]).size).toBe(4);
});
