import type { ProblemCode } from "purser/contract";
import { expect, test } from "vitest";
import { type ConsoleProblem, ProblemError } from "./problem-error.ts";
import { confirmation, freshProof, sessionEnd, waitThrough } from "./standstill.ts";

test.each([
  ["session_ended", false],
  ["not_signed_in", false],
  ["second_factor_required", true],
] as const)("%s waits for a sign-in, and lacks a second factor: %s", async (code, lacks) => {
  const waiting = waitThrough(problem(code), {});
  expect(sessionEnd.first()?.lacksSecondFactor).toBe(lacks);
  sessionEnd.resume();
  expect(await waiting).toEqual({});
});

test("a proof that is too old waits for a fresh one, and is declined with the problem", async () => {
  const old = problem("insufficient_user_authentication", {
    level: "fresh",
    maxAge: 600,
    ways: ["passkey"],
  });
  const proven = waitThrough(old, {});
  expect(freshProof.first()).toMatchObject({ maxAge: 600, ways: ["passkey"] });
  freshProof.resume();
  expect(await proven).toEqual({});

  const declined = waitThrough(old, {});
  freshProof.giveUp();
  await expect(declined).rejects.toBe(old);
});

test("what has to be confirmed says what it is, and goes on with what the passkey said to it", async () => {
  const request = { token: "sealed", options: {} };
  const wanted = problem("insufficient_user_authentication", {
    level: "confirmed",
    confirmation: request,
  });
  const waiting = waitThrough(wanted, { what: "Delete record 7 of orders" });
  expect(confirmation.first()).toMatchObject({ what: "Delete record 7 of orders", request });
  confirmation.resume("signed");
  expect(await waiting).toEqual({ "purser-confirmation": "signed" });
});

test("what nobody can do anything about does not wait", async () => {
  const bare = problem("insufficient_user_authentication");
  await expect(waitThrough(bare, {})).rejects.toBe(bare);
});

function problem(code: ProblemCode, assurance?: ConsoleProblem["assurance"]): ProblemError {
  return new ProblemError({
    type: "about:blank",
    title: code,
    status: 401,
    code,
    next: "",
    requestId: "",
    ...(assurance && { assurance }),
  });
}
