import { expect, test } from "vitest";
import { printConfirmation } from "./print-confirmation.ts";

test("a confirmation is base64url of its JSON", () => {
  const confirmation = { token: "a/b+c", response: { id: "Grüße ›" } };
  const printed = printConfirmation(confirmation);
  expect(printed).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(JSON.parse(Buffer.from(printed, "base64url").toString())).toEqual(confirmation);
});
