import { expect, test } from "../journey.ts";

test("a hand on the keyboard finds, walks, opens, edits and creates", async ({ openAs }) => {
  const page = await openAs("support", "/r/tickets");
  const rows = page.getByRole("table").locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(50);

  await page.keyboard.press("j");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.nth(0)).toBeFocused();

  await page.keyboard.press("/");
  const search = page.getByRole("textbox", { name: "Search Tickets" });
  await expect(search).toBeFocused();
  await page.keyboard.type("jek");
  await expect(search).toHaveValue("jek");
  await search.fill("");
  await search.blur();
  await expect(rows).toHaveCount(50);

  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/r\/tickets\/\d+$/);
  await expect(page.getByRole("article")).toBeVisible();

  await page.keyboard.press("e");
  await expect(page.getByRole("form", { name: /^Edit / })).toBeVisible();
  await page.goto("/r/tickets");
  await expect(rows).toHaveCount(50);
  await page.keyboard.press("c");
  await expect(page.getByRole("form", { name: "New ticket" })).toBeVisible();
});

test("? lists the keys, and Ctrl K goes anywhere", async ({ openAs }) => {
  const page = await openAs("support", "/r/tickets");
  await expect(page.getByRole("table")).toBeVisible();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toContainText("Next row");
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();

  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Go to…" }).fill("refunds");
  await expect(
    page
      .getByRole("dialog")
      .getByRole("option", { name: /Refunds/ })
      .first(),
  ).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Refunds" })).toBeVisible();
});

test("what was just saved is taken back with z, for as long as its toast is there", async ({
  openAs,
  own,
}) => {
  const page = await openAs("editor");
  await page.clock.install();
  await page.goto(`/r/customers/${own(10411)}/edit`);
  await page.getByRole("textbox", { name: "Notes" }).fill("Into the wrong record");
  await page.getByRole("button", { name: /^Review changes/ }).click();
  await page.getByRole("button", { name: "Save" }).click();
  const undo = page.getByRole("alert").getByRole("button", { name: "Undo" });
  await expect(undo).toBeVisible();
  await page.clock.fastForward(10_000);
  await expect(undo).toBeVisible();

  await page.keyboard.press("z");
  const dialog = page.getByRole("dialog", { name: "Put back what this changed?" });
  await expect(dialog).toContainText("Into the wrong record");
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("Into the wrong record");
  await dialog.getByRole("button", { name: "Put it back" }).press("Enter");
  await expect(page.getByText("Put back 1 row")).toBeVisible();

  await page.clock.fastForward(20_000);
  await expect(undo).toHaveCount(0);
  await page.keyboard.press("z");
  await expect(dialog).toBeHidden();
});
