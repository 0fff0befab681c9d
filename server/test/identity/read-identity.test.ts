import { expect, test } from "vitest";
import { readGroups, readIdentity } from "../../src/identity/read-identity.ts";
import { rolesOf } from "../../src/identity/roles.ts";

const who = { iss: "https://issuer.test", sub: "123" };

test.each<[string, { readonly [claim: string]: unknown }, readonly string[]]>([
  ["groups", { groups: ["a", "b"] }, ["a", "b"]],
  ["realm_access.roles", { realm_access: { roles: ["a"] } }, ["a"]],
  ["https://example.com/groups", { "https://example.com/groups": ["a"] }, ["a"]],
  ["groups", {}, []],
  ["groups", { groups: "a" }, []],
  ["groups", { groups: ["a", 1] }, []],
  ["groups", { groups: { 0: "a", length: 1 } }, []],
  ["a.b.c", { a: null }, []],
  ["a.0", { a: [["x"]] }, []],
  ["constructor.prototype", {}, []],
  ["__proto__", {}, []],
])("the groups at %s of %j", (path, claims, groups) => {
  expect(readGroups(claims, path)).toEqual(groups);
});

test("nobody has a role that no group maps to", () => {
  const roles = { viewer: { groups: ["staff"] }, admin: { groups: ["chiefs", "owners"] } };
  expect(rolesOf(["owners", "staff"], roles)).toEqual(["viewer", "admin"]);
  expect(rolesOf(["viewer", "Staff"], roles)).toEqual([]);
  expect(rolesOf([], roles)).toEqual([]);
});

test("the name falls back to what else the provider says", () => {
  expect(readIdentity({ ...who, name: "Ada", email: "a@x" }, {}).name).toBe("Ada");
  expect(readIdentity({ ...who, name: " ", preferred_username: "ada" }, {}).name).toBe("ada");
  expect(readIdentity({ ...who, email: "a@x" }, {}).name).toBe("a@x");
  expect(readIdentity(who, {}).name).toBe("123");
});

test.each<[unknown, string | null]>([
  [true, "chief@example.org"],
  ["true", "chief@example.org"],
  // Entra and Okta, where only the directory writes it.
  [undefined, "chief@example.org"],
  [false, null],
  ["false", null],
  [null, null],
  [1, null],
])("an e-mail address of which it is said that it is verified: %j", (email_verified, email) => {
  const claims = { ...who, email: "chief@example.org", email_verified };
  expect(readIdentity(claims, {})).toMatchObject({ email, name: email ?? "123" });
});

test("the config puts somebody into groups by subject, beside those of the claim", () => {
  const members = { admins: ["123"], staff: ["456", "123"], others: ["456", "ada@example.org"] };
  const claims = { ...who, groups: ["a"], email: "ada@example.org", email_verified: true };
  expect(readIdentity(claims, { members }).groups).toEqual(["a", "admins", "staff"]);
});

test("a name cannot break out of its line or of PostgreSQL's text", () => {
  expect(readIdentity({ ...who, name: "Ada\u0000\r\nsigned out" }, {}).name).toBe(
    "Ada   signed out",
  );
  expect(readIdentity({ ...who, name: "\ud800" }, {}).name).toBe("\ufffd");
});
