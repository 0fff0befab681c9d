import { expect, test } from "../journey.ts";

test("an administrator sees who may do what, and why", async ({ openAs }) => {
  const page = await openAs("admin", "/access");
  await expect(page.getByRole("heading", { name: "Access", level: 1 })).toBeVisible();
  const rights = page.getByRole("region", { name: "Rights" }).last();
  await rights
    .getByRole("row", { name: /^Customers/ })
    .getByRole("link")
    .nth(1)
    .click();
  await expect(page).toHaveURL(/roles=support&resource=customers/);
  const fields = page.getByRole("region", { name: "Fields" });
  await expect(fields.getByRole("row", { name: /^E-mail/ })).toContainText("masked (pseudonym)");
  await expect(fields.getByRole("row", { name: /^Credit limit/ })).toContainText("hidden");

  await page.getByRole("textbox", { name: /^Record key/ }).fill("10101");
  await page.getByRole("button", { name: "Explain", exact: true }).click();
  await expect(page.getByText("Record 10101 is in their reach, by support.")).toBeVisible();
});

test("looking as support shows what support sees, changes nothing, and leads back", async ({
  openAs,
}) => {
  const page = await openAs("admin", "/access");
  await page.getByRole("button", { name: "View as support" }).click();
  const banner = page.getByRole("alert").filter({ hasText: "You are looking as support" });
  await expect(banner).toBeVisible();
  await expect(page.getByRole("link", { name: "Access", exact: true })).toHaveCount(0);

  await page.goto("/r/customers/10101");
  await expect(banner).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Nora Berg");
  await expect(page.getByText("Credit limit")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Edit" })).toHaveAttribute("aria-disabled", "true");
  await page.reload();
  await expect(banner).toBeVisible();

  await banner.getByRole("button", { name: "Back to my own role" }).click();
  await expect(page).toHaveURL("/access");
  await expect(banner).toHaveCount(0);
  await page.goto("/audit?kind=record.read");
  await expect(page.getByRole("main").getByRole("listitem").first()).toContainText("Ada Quiroga");
});

test("a review is signed off, kept as a file, and in the log", async ({ openAs, own }) => {
  const note = `Looked through, step ${own(1)}`;
  const page = await openAs("admin", "/access");
  await page.getByRole("textbox", { name: /^What you looked at/ }).fill(note);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Sign off as reviewed" }).click();
  expect((await download).suggestedFilename()).toMatch(/^access-report-[0-9a-f-]+\.json$/);
  await page.getByRole("link", { name: note }).click();
  await expect(page.getByRole("article")).toContainText("signed off the review of access");
  await expect(page.getByRole("article")).toContainText(note);
});

test.describe("somebody else", () => {
  test.use({ refusals: [403] });

  test("has no such page", async ({ openAs }) => {
    const page = await openAs("editor", "/access");
    await expect(page.getByText("Your role does not administer access.")).toBeVisible();
    await expect(page.getByRole("link", { name: "Access", exact: true })).toHaveCount(0);
  });
});
