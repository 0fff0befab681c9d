import { expect, test } from "../journey.ts";

test("a record opens from the grid, with what hangs on it in tabs", async ({ openAs }) => {
  const page = await openAs("support", "/r/orders");
  await page.getByRole("link", { name: "9007199255040990" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "9007199255040990" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Order lines" })).toContainText("Quantity");

  await page.getByRole("tab", { name: "Payments" }).click();
  await expect(page).toHaveURL(/tab=/);
  await page.reload();
  await expect(page.getByRole("tab", { name: "Payments", selected: true })).toBeVisible();

  await page.getByRole("link", { name: "Next record" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "9007199255040989" })).toBeVisible();
});

test("a relation leads to the record at its other end", async ({ openAs }) => {
  const page = await openAs("support", "/r/orders/9007199254990992");
  await page.getByRole("link", { name: "Ursula Smith" }).click();
  await expect(page).toHaveURL("/r/customers/16827");
  await page.getByRole("tab", { name: "Orders" }).click();
  await expect(page.getByRole("link", { name: "9007199254990992" })).toBeVisible();
});

for (const width of [1280, 390]) {
  test(`record and sign-in need no scrolling sideways at ${width} pixels`, async ({
    openAs,
    openBrowser,
  }) => {
    const viewport = { width, height: 800 };
    const record = await openAs("editor", "/r/customers/10101", { viewport });
    await expect(record.getByRole("heading", { level: 1, name: "Nora Berg" })).toBeVisible();
    if (width < 1200) await record.getByRole("tab", { name: "History" }).click();
    await expect(record.getByText("No change is recorded.")).toBeVisible();
    const signIn = await (await openBrowser({ viewport })).newPage();
    await signIn.goto("/sign-in");
    await expect(signIn.getByRole("link", { name: /^Sign in with/ })).toBeInViewport();
    for (const page of [record, signIn]) {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
}
