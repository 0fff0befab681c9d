import { expect, test } from "../journey.ts";

test("an edit is reviewed, saved with its reason, and in the history", async ({ openAs, own }) => {
  const address = `/r/customers/${own(10201)}`;
  const page = await openAs("editor", address);
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByRole("textbox", { name: "Notes" }).fill("Prefers to be called in the morning.");
  await page.getByRole("combobox", { name: /^Status/ }).click();
  await page
    .locator("span", { hasText: /^paused$/ })
    .last()
    .click();
  await page.getByRole("button", { name: "Review changes (2)…" }).click();

  const review = page.getByRole("dialog", { name: "Review changes" });
  await expect(review).toContainText("active");
  await expect(review).toContainText("paused");
  await review.getByRole("textbox", { name: /^Reason/ }).fill("Asked for on the phone");
  await review.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await expect(page).toHaveURL(address);

  const history = page.getByRole("complementary", { name: "History" });
  await expect(history.getByRole("listitem")).toHaveCount(1);
  for (const words of ["Edith Brandt", "active", "paused", "Asked for on the phone"])
    await expect(history).toContainText(words);
});

test("what was changed and not saved is not left behind by accident", async ({ openAs }) => {
  const page = await openAs("editor", "/r/customers/10202/edit");
  await page.getByRole("textbox", { name: "Notes" }).fill("half a thought");
  await page.getByRole("link", { name: "Home" }).click();
  const dialog = page.getByRole("dialog", { name: "Leave without saving?" });
  await dialog.getByRole("button", { name: "Stay here" }).click();
  await expect(page.getByRole("textbox", { name: "Notes" })).toHaveValue("half a thought");
});

test("a record is made, with a relation picked by its label", async ({ openAs }) => {
  const page = await openAs("support", "/r/tickets");
  await page.getByRole("link", { name: "New Ticket" }).click();
  await page.getByRole("textbox", { name: /^Subject/ }).fill("Two left shoes");
  const customer = page.getByRole("combobox", { name: /^Customer/ });
  await customer.fill("nora.berg101@mail.example");
  await expect(page.getByRole("option", { name: "Nora Berg" })).toBeAttached();
  await customer.press("Enter");
  await page.getByRole("button", { name: "Review…" }).click();
  const review = page.getByRole("dialog", { name: "Create this ticket?" });
  await expect(review).toContainText("Two left shoes");
  await review.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Two left shoes" })).toBeVisible();
  const history = page.getByRole("complementary", { name: "History" });
  await expect(history.getByRole("listitem")).toContainText("Sam Okafor");
  await expect(page.getByRole("article").getByRole("link", { name: "Nora Berg" })).toBeVisible();
});

test("deleting says what goes too, and the audit log has all of it", async ({ openAs, own }) => {
  const order = own(9007199254990995n);
  const page = await openAs("admin", `/r/orders/${order}`);
  await expect(page.getByRole("tab", { name: /^Order lines \d/ })).toBeVisible();
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("dialog", { name: `Delete ${order}?` });
  await expect(dialog.getByText(/\d order lines?: deleted with it/)).toBeVisible();
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("Placed twice");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  const story = page.getByRole("link", { name: "See it in the audit log" });
  // Followed as an address: the toast may be leaving again by the time that a click arrives.
  const address = await story.getAttribute("href");
  await expect(page).toHaveURL("/r/orders");
  await page.goto(`${address}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Ada Quiroga deleted order");
  await expect(page.getByRole("heading", { name: "What it changed" })).toBeVisible();
  await expect(page.getByText(/^Order lines: deleted/)).toBeVisible();
  await expect(page.getByText("Placed twice").first()).toBeVisible();
});

test.describe("a value that the database refuses", () => {
  test.use({ refusals: [422] });

  test("is explained at its field", async ({ openAs }) => {
    const page = await openAs("editor", "/r/customers/10203/edit");
    const country = page.getByRole("textbox", { name: /^Country/ });
    await country.fill("xx");
    await page.getByRole("button", { name: "Review changes (1)…" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(country).toHaveAccessibleDescription(/two-letter code of the country/);
    await page.getByRole("alert").getByRole("button", { name: "Country" }).click();
    await expect(country).toBeFocused();
    await expect(country).toHaveValue("xx");
  });
});

test.describe("when somebody else saved first", () => {
  test.use({ refusals: [412] });

  test("both versions are shown and the choice is saved", async ({ openAs, own }) => {
    const address = `/r/customers/${own(10204)}`;
    const [mine, theirs] = await Promise.all([
      openAs("editor", `${address}/edit`),
      openAs("admin", `${address}/edit`),
    ]);
    await mine.getByRole("textbox", { name: "Notes" }).fill("Mine");
    await mine.getByRole("textbox", { name: /^Credit limit/ }).fill("125.50");

    await theirs.getByRole("textbox", { name: "Notes" }).fill("Theirs");
    await theirs.getByRole("button", { name: /^Review changes/ }).click();
    await theirs.getByRole("button", { name: "Save" }).click();
    await expect(theirs).toHaveURL(address);

    await mine.getByRole("button", { name: /^Review changes/ }).click();
    await mine.getByRole("button", { name: "Save" }).click();
    const conflict = mine.getByRole("dialog", { name: "Somebody else saved first" });
    await expect(conflict).toContainText("Ada Quiroga");
    await expect(conflict.getByRole("button", { name: "Save again" })).toBeDisabled();
    await conflict
      .getByRole("row", { name: /^Notes/ })
      .getByRole("radio", { name: "Mine" })
      .check();
    await conflict.getByRole("button", { name: "Save again" }).click();

    await expect(mine).toHaveURL(address);
    const history = mine.getByRole("complementary", { name: "History" });
    await expect(history.getByRole("listitem")).toHaveCount(2);
    await expect(mine.getByRole("article")).toContainText("125.50");
  });
});
