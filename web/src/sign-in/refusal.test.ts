import { expect, test } from "vitest";
import { refusalText } from "./refusal.ts";

const told = (problem: string) => refusalText(new URLSearchParams({ problem }), "Acme's Okta");

test.each([
  ["second_factor_required", "second factor at Acme's Okta"],
  ["too_many_groups", "Acme's Okta left your groups out"],
  ["not_fresh", "sign out at Acme's Okta"],
  ["other_person", "Sign in as yourself"],
  ["network_refused", "VPN"],
  ["too_many_requests", "Wait a minute"],
])("%s says the way on: %s", (code, words) => {
  expect(told(code)?.text).toContain(words);
});

test.each(["sign_in_failed", "constructor", "<b>"])(
  "what is not known, %s, is a refusal",
  (code) => {
    expect(told(code)?.title).toBe("The sign-in was refused");
  },
);

test("without a problem nothing is said", () => {
  expect(refusalText(new URLSearchParams(), "Acme's Okta")).toBeNull();
});
