import { expect, test } from "../journey.ts";

test("a viewer who opens the address of a form is told why it stays shut", async ({ openAs }) => {
  const page = await openAs("viewer", "/r/customers/10101/edit");
  await expect(page.getByRole("heading", { name: "This cannot be done here" })).toBeVisible();
  await expect(page.getByRole("form")).toHaveCount(0);
  await page.getByRole("link", { name: "Back to the record" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "10101" })).toBeVisible();
});

test("a viewer's buttons say why they do nothing", async ({ openAs }) => {
  const page = await openAs("viewer", "/r/customers/10101");
  const edit = page.getByRole("button", { name: "Edit", exact: true });
  await edit.focus();
  await expect(page.getByRole("tooltip")).toBeVisible();
  await edit.press("Enter");
  await expect(page).toHaveURL("/r/customers/10101");
});

test("a field that a viewer may not see is nowhere on the page", async ({ openAs }) => {
  const page = await openAs("viewer", "/r/customers/10101");
  await expect(page.getByRole("term").filter({ hasText: "E-mail" })).toBeVisible();
  for (const hidden of ["Birth date", "Credit limit", "Password hash"])
    await expect(page.getByText(hidden)).toHaveCount(0);
});

test.describe("the audit log", () => {
  test.use({ refusals: [403] });

  test("is not a viewer's", async ({ openAs }) => {
    const page = await openAs("viewer", "/audit");
    await expect(page.getByRole("link", { name: "Audit log" })).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("status")).toBeVisible();
    await expect(page.getByRole("listitem")).toHaveCount(0);
  });
});
