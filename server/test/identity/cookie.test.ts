import { expect, test } from "vitest";
import { cookiesOf } from "../../src/identity/cookie.ts";

test("over https only this host can set the cookies", () => {
  const { session, attempt, attributes } = cookiesOf("https://admin.example.com");
  expect([session, attempt]).toEqual(["__Host-purser", "__Host-purser-sign-in"]);
  expect(attributes).toEqual({ path: "/", httpOnly: true, sameSite: "Lax", secure: true });
});

test("two of them on one development machine do not share cookies", () => {
  const names = ["http://localhost:4000", "http://localhost:5000", "http://localhost"].map(
    (origin) => cookiesOf(origin).session,
  );
  expect(new Set(names).size).toBe(3);
});
