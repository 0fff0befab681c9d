import { errors } from "jose";
import { expect, test } from "vitest";
import { explainFailure } from "../../src/identity/explain-failure.ts";

test("tells the words of errors and of what caused them, and nothing that they carry", () => {
  const carrying = new errors.JWTClaimValidationFailed("unexpected aud", {
    sub: "somebody",
    email: "somebody@example.org",
  });
  const told = explainFailure(new Error("the token was refused", { cause: carrying }));
  expect(told).toBe(
    "the token was refused, because: unexpected aud (ERR_JWT_CLAIM_VALIDATION_FAILED)",
  );
});

test("and nothing of a cause that is no error", () => {
  const cause = new Error("unexpected nonce", { cause: { claims: { sub: "somebody" } } });
  expect(explainFailure(cause)).toBe("unexpected nonce");
});

test("takes the protocol's own words", () => {
  const cause = Object.assign(new Error("answered with an error"), {
    error: "invalid_grant",
    error_description: "code was used",
  });
  expect(explainFailure(cause)).toBe("answered with an error (invalid_grant, code was used)");
});

test.each([
  ["no id_token", "no id_token"],
  [{ auth_time: 5 }, '{"auth_time":5}'],
  [undefined, "undefined"],
])("of %j it says so", (cause, told) => {
  expect(explainFailure(cause)).toBe(told);
});
