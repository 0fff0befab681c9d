import { expect, test } from "vitest";
import { limitConcurrency } from "../../src/perimeter/concurrency.ts";

test("one person's places run out, nobody else's do, and each is given back once", () => {
  const limit = limitConcurrency(2);
  const leave = limit.enter("https://issuer.test", "ada");
  expect(limit.enter("https://issuer.test", "ada")).not.toBeNull();
  expect(limit.enter("https://issuer.test", "ada")).toBeNull();
  expect(limit.enter("https://other.test", "ada")).not.toBeNull();
  leave?.();
  leave?.();
  expect(limit.enter("https://issuer.test", "ada")).not.toBeNull();
  expect(limit.enter("https://issuer.test", "ada")).toBeNull();
});
