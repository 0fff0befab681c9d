import { afterAll, beforeAll, expect, test } from "vitest";
import { origin, type TestOffice } from "../support/purser.ts";
import { type Arrival, depart, enter } from "./arrive.ts";
import { type ForgingProvider, signToken, startForgingProvider } from "./forging-provider.ts";
import { openProvidedOffice } from "./provided-office.ts";

/** A provider that redeems a code as often as it is asked to. */
let provider: ForgingProvider;
let office: TestOffice;

beforeAll(async () => {
  provider = await startForgingProvider();
  office = await openProvidedOffice(provider.issuer, {
    passkeys: false,
  });
});
afterAll(async () => {
  await office?.close();
  await provider?.stop();
});

/** Back from the provider, as Ada, who proved so many seconds ago who she is; with a session's cookie, to prove it anew. */
async function approach({
  returnTo = "/",
  amr = ["mfa"],
  session = "",
  provenAgo = 0,
} = {}): Promise<Arrival> {
  const path = `/auth/login?${new URLSearchParams({ returnTo, fresh: String(session !== "") })}`;
  const { authorization, cookie } = await depart(office.purser, { path, cookie: session });
  const now = Math.floor(Date.now() / 1000);
  provider.say(
    signToken({
      iss: provider.issuer,
      sub: "ada",
      aud: "purser",
      iat: now,
      exp: now + 60,
      nonce: authorization.searchParams.get("nonce"),
      groups: ["viewers"],
      auth_time: now - provenAgo,
      amr,
    }),
  );
  const callback = new URL("/auth/callback?code=any", origin);
  callback.searchParams.set("state", authorization.searchParams.get("state") ?? "");
  return { callback, cookie };
}

test("an answer gets in once, whatever the provider makes of its code", async () => {
  const arrival = await approach();
  expect((await enter(office.purser, arrival)).next).toBe("/");
  const again = await enter(office.purser, arrival);
  expect([again.next, again.visitor.cookie]).toEqual(["/sign-in?problem=sign_in_failed", ""]);
});

test("of one answer given twice at a time one gets in", async () => {
  const arrival = await approach();
  const both = await Promise.all([enter(office.purser, arrival), enter(office.purser, arrival)]);
  expect(both.map(({ next }) => next).toSorted()).toEqual(["/", "/sign-in?problem=sign_in_failed"]);
});

test.each([
  ["/orders?q=1", "/orders?q=1"],
  ["https://evil.example/", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example/", "/"],
  ["/auth/logout", "/"],
])("a sign-in that was to lead to %s leads to %s", async (returnTo, next) => {
  expect((await enter(office.purser, await approach({ returnTo }))).next).toBe(next);
});

test("where there are no passkeys, one factor is no session, and that is recorded", async () => {
  const { next, visitor } = await enter(office.purser, await approach({ amr: ["pwd"] }));
  expect([next, visitor.cookie]).toEqual(["/sign-in?problem=second_factor_required", ""]);
  const { rows } = await office.admin.query(
    "select kind, actor ->> 'subject' as subject from purser.event where code = 'second_factor_required'",
  );
  expect(rows).toEqual([{ kind: "session.signIn", subject: "ada" }]);
});

test.each([
  ["now", 0, "/"],
  ["an hour ago", 3600, "/sign-in?problem=not_fresh"],
])("who is to prove anew who they are, and did so %s", async (_, provenAgo, next) => {
  const { visitor } = await enter(office.purser, await approach({ provenAgo: 3600 }));
  const arrival = await approach({ session: visitor.cookie, provenAgo });
  expect((await enter(office.purser, arrival, visitor.cookie)).next).toBe(next);
});
