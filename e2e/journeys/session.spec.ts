import { expect, test } from "../journey.ts";
import { choosePerson, signIn } from "../sign-in.ts";

test.use({ refusals: [401] });

test("a session that ends in the middle of a form costs nothing that was typed", async ({
  openBrowser,
  own,
}) => {
  const address = `/r/customers/${own(10301)}`;
  const context = await openBrowser();
  const page = await context.newPage();
  await signIn(page, "editor", `${address}/edit`);
  const notes = page.getByRole("textbox", { name: "Notes" });
  await notes.fill("Typed before the end");

  const other = await context.newPage();
  await other.goto("/");
  await other.getByRole("button", { name: /^EB: Edith Brandt/ }).click();
  await other.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(other.getByRole("link", { name: /^Sign in with/ })).toBeVisible();
  await other.close();

  await page.getByRole("button", { name: "Review changes (1)…" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  const ended = page.getByRole("dialog", { name: "Your session has ended" });
  const [tab] = await Promise.all([
    context.waitForEvent("page"),
    ended.getByRole("link", { name: "Sign in again" }).click(),
  ]);
  await choosePerson(tab, "editor");
  await expect(ended).toBeHidden();

  await expect(page).toHaveURL(address);
  await expect(page.getByRole("article")).toContainText("Typed before the end");
});

test("a request whose session has risen to another meanwhile goes on without a word", async ({
  openAs,
}) => {
  const page = await openAs("viewer");
  // As the server answers a request that left with the cookie of before.
  await page.route("**/api/resources/orders/records*", (route) => route.fulfill(ended), {
    times: 1,
  });
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/me"));
  await page.getByRole("navigation").getByRole("link", { name: "Orders", exact: true }).click();
  await asked;
  await expect(page.getByRole("row").nth(5)).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

const ended = {
  status: 401,
  contentType: "application/problem+json",
  body: JSON.stringify({
    type: "https://purser.dev/problems/session_ended",
    title: "The session has ended",
    status: 401,
    code: "session_ended",
    next: "Sign in again.",
    requestId: "",
  }),
};
