import { expect, test } from "vitest";
import { guessMask, isHidden, looksSecret, maskOf } from "../../src/config/sensitive-column.ts";

const column = (name: string, type = "text", comment: string | null = null) => ({
  name,
  type,
  comment,
});

test.each([
  "password",
  "password_hash",
  "encryptedPassword",
  "api_key",
  "reset_token",
  "apiToken",
  "client_secret",
  "card_number",
  "cvv",
  "otp",
  "recovery_codes",
  "private_key",
])("%s looks like a secret", (name) => {
  expect(looksSecret(column(name))).toBe(true);
});

test.each(["shop.secret_text", "citext", "text[]", "character varying(60)", "jsonb", "bytea"])(
  "of whatever type it may be: %s",
  (type) => {
    expect(looksSecret(column("password_hash", type))).toBe(true);
  },
);

test.each([
  ["password_changed_at", "timestamp with time zone"],
  ["token_count", "integer"],
  ["secretary", "text"],
  ["card_last_four", "text"],
  ["key", "text"],
  ["tokenized", "text"],
  ["company", "text"],
])("%s %s does not", (name, type) => {
  expect(looksSecret(column(name, type))).toBe(false);
});

test.each([
  ["customers", "email", "citext", "pseudonym"],
  ["orders", "contact_phone", "text", "pseudonym"],
  ["customers", "name", "text", "pseudonym"],
  ["products", "name", "text", null],
  ["orders", "first_name", "text", "pseudonym"],
  ["customers", "birth_date", "date", "year"],
  ["customers", "birthday", "text", "pseudonym"],
  ["addresses", "postcode", "text", "firstTwo"],
  ["payouts", "iban", "text", "lastFour"],
  ["logins", "ip_address", "inet", "pseudonym"],
  ["customers", "email_verified_at", "timestamp with time zone", null],
  ["customers", "email_opt_in", "boolean", null],
  ["orders", "total", "numeric(12,2)", null],
])("%s.%s (%s) is masked by %s", (table, name, type, expected) => {
  expect(guessMask(table, column(name, type))).toBe(expected);
});

test("a comment can say it too", () => {
  expect(guessMask("orders", column("remark", "text", "Personal data of the buyer"))).toBe(
    "pseudonym",
  );
});

test("the config has the last word", () => {
  expect(isHidden({ api_key: { hidden: false } }, column("api_key"))).toBe(false);
  expect(isHidden({ note: { hidden: true } }, column("note"))).toBe(true);
  expect(maskOf({ email: { mask: false } }, "customers", column("email"))).toBeNull();
  expect(maskOf({ email: { personal: false } }, "customers", column("email"))).toBeNull();
  expect(maskOf({ note: { personal: true } }, "orders", column("note"))).toBe("pseudonym");
  expect(maskOf({ email: { mask: "emailDomain" } }, "customers", column("email"))).toBe(
    "emailDomain",
  );
});
