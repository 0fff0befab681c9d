import { expect, test } from "../journey.ts";

test("a record is looked at as it was, and a change of it is put back", async ({ openAs, own }) => {
  const address = `/r/customers/${own(10401)}`;
  const page = await openAs("admin", `${address}/edit`);
  const before = await page.getByRole("textbox", { name: /^E-mail/ }).inputValue();
  const shown = page.getByRole("definition").filter({ hasText: before }).first();
  await page.getByRole("textbox", { name: /^E-mail/ }).fill(`${own(1)}@mail.example`);
  await page.getByRole("button", { name: /^Review changes/ }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(address);

  const history = page.getByRole("complementary", { name: "History" });
  await history.getByRole("slider").press("ArrowLeft");
  await expect(page.getByText(/^As it was on/)).toBeVisible();
  await history.getByRole("slider").press("ArrowLeft");
  await expect(shown).toBeVisible();
  await history.getByRole("button", { name: "Back to now" }).click();

  await history.getByRole("button", { name: "Put it back…" }).click();
  const dialog = page.getByRole("dialog", { name: "Put back what this changed?" });
  await expect(dialog).toContainText(before);
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("The wrong customer");
  await dialog.getByRole("button", { name: "Put it back" }).click();
  await expect(dialog).toBeHidden();
  await expect(history.getByRole("listitem")).toHaveCount(2);
  await expect(shown).toBeVisible();
});

test.describe("a record that is no more", () => {
  test.use({ refusals: [404] });

  test("says what became of it, and comes back with what went with it", async ({ openAs, own }) => {
    const address = `/r/orders/${own(9007199254990998n)}`;
    const page = await openAs("admin", address);
    const lines = page.getByRole("region", { name: "Order lines" }).getByRole("link");
    await expect(lines).not.toHaveCount(0);
    const had = await lines.allTextContents();
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await expect(page).toHaveURL("/r/orders");

    await page.goto(address);
    await expect(page.getByRole("heading", { name: "It was here once" })).toBeVisible();
    await page.getByRole("button", { name: "Put it back…" }).click();
    const dialog = page.getByRole("dialog", { name: "Put back what this changed?" });
    await dialog.getByRole("textbox", { name: /^Reason/ }).fill("Deleted by mistake");
    await dialog.getByRole("button", { name: "Put it back" }).click();
    await expect(dialog).toBeHidden();

    await page.goto(address);
    await expect(lines).toHaveText(had);
  });
});
