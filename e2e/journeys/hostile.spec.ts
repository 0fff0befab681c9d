import type { Page } from "@playwright/test";
import { expect, test } from "../journey.ts";

/** P5: out of quotes, out of its element, into a template, against the direction of writing, as an address. */
const run = "ran=1";
const hostile = `"><img src=x onerror=${run}><script>${run}</script>{{7*7}}\u202E' javascript:${run}`;

test("text that means harm is text, wherever it is shown", async ({ openAs, own }) => {
  const subject = `${own(1)} ${hostile}`;
  const page = await openAs("admin", "/r/tickets");
  await page.getByRole("link", { name: "New Ticket" }).click();
  await page.getByRole("textbox", { name: /^Subject/ }).fill(subject);
  const customer = page.getByRole("combobox", { name: /^Customer/ });
  await customer.fill(hostile);
  await expectInert(page);
  await customer.fill("nora.berg101@mail.example");
  await expect(page.getByRole("option", { name: "Nora Berg" })).toBeAttached();
  await customer.press("Enter");
  await page.getByRole("button", { name: "Review…" }).click();
  const review = page.getByRole("dialog", { name: "Create this ticket?" });
  await expect(review).toContainText(subject);
  await review.getByRole("textbox", { name: /^Reason/ }).fill(hostile);
  await review.getByRole("button", { name: "Save" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toContainText(subject);
  await expect.poll(() => page.title()).toContain(subject);
  await expect(page.getByRole("article")).toContainText(subject);
  const history = page.getByRole("complementary", { name: "History" });
  await expect(history.getByRole("listitem")).toContainText(hostile);
  await expectInert(page);
  const address = page.url();

  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Go to…" }).fill(subject);
  const palette = page.getByRole("dialog");
  await expect(palette.getByRole("option").filter({ hasText: subject })).toBeVisible();
  await expectInert(page);
  await page.keyboard.press("Escape");

  await page.goto("/r/tickets");
  await page.getByRole("textbox", { name: "Search Tickets" }).fill(subject);
  await expect(page.getByRole("table").getByRole("link", { name: subject })).toBeVisible();
  await expectInert(page);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("textbox", { name: "Save this as…" }).fill(subject);
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("button", { name: subject }).click();
  await expect(page.getByRole("link", { name: subject })).not.toHaveCount(0);
  await page.getByRole("button", { name: `Delete the view “${subject}”` }).click();
  await expect(page.getByRole("dialog")).toContainText(subject);
  await expectInert(page);
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.goto("/audit");
  const line = page.getByRole("listitem").filter({ hasText: hostile }).first();
  await expectInert(page);
  await line.getByRole("link", { name: /ago|now/ }).click();
  await expect(page.getByRole("article")).toContainText(subject);
  await expectInert(page);

  await page.goto(address);
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(subject);
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill(hostile);
  await expectInert(page);
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(page).toHaveURL("/r/tickets");
  await expectInert(page);
});

test.describe("an address that means harm", () => {
  test.use({ refusals: [400, 404] });

  const segment = encodeURIComponent(hostile);
  const filter = encodeURIComponent(
    JSON.stringify([{ field: hostile, operator: "eq", value: hostile }]),
  );
  for (const [what, path] of [
    ["a resource", `/r/${segment}`],
    ["a record", `/r/tickets/${segment}`],
    ["a search", `/r/tickets?search=${segment}`],
    ["a filter", `/r/tickets?filter=${filter}`],
    ["an entry of the log", `/audit/${segment}`],
    ["a page", `/${segment}`],
  ] as const)
    test(`is only text where it names ${what}`, async ({ openAs }) => {
      const page = await openAs("admin", path);
      await expect(page.getByRole("main")).not.toBeEmpty();
      await expectInert(page);
    });

  test("leads nowhere from the sign-in page", async ({ openBrowser }) => {
    const page = await (await openBrowser()).newPage();
    const search = new URLSearchParams({ returnTo: `javascript:${run}`, problem: hostile });
    await page.goto(`/sign-in?${search}`);
    const link = page.getByRole("link", { name: /^Sign in with/ });
    await expect(link).toHaveAttribute("href", "/auth/login?returnTo=%2F");
    await expectInert(page);
  });
});

async function expectInert(page: Page): Promise<void> {
  const made = page.locator("img[src=x], script:not([src]), [onerror], a[href^='javascript:' i]");
  await expect(made).toHaveCount(0);
  expect(await page.evaluate(() => "ran" in window)).toBe(false);
}
