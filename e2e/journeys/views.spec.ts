import { expect, test } from "../journey.ts";

test("a view is saved for everybody, and a colleague opens it", async ({ openAs, own }) => {
  const name = `Urgent ones ${own(1)}`;
  const filter = JSON.stringify([{ field: "priority", operator: "eq", value: "urgent" }]);
  const mine = await openAs("support", `/r/tickets?filter=${encodeURIComponent(filter)}`);
  await mine.getByRole("button", { name: "Views" }).click();
  await mine.getByRole("textbox", { name: "Save this as…" }).fill(name);
  await mine.getByRole("checkbox", { name: "For everybody" }).check();
  await mine.getByRole("button", { name: "Save view" }).click();
  await expect(mine.getByRole("textbox", { name: "Save this as…" })).toBeHidden();

  const theirs = await openAs("viewer", "/r/tickets");
  await theirs.getByRole("button", { name: "Views" }).click();
  const entry = theirs.getByRole("listitem").filter({ hasText: name });
  await expect(entry).toContainText("by Sam Okafor");
  await expect(entry.getByRole("button")).toHaveCount(0);
  await theirs.getByRole("link", { name }).click();
  await expect(theirs.getByRole("button", { name: "Priority: urgent", exact: true })).toBeVisible();
  await expect(theirs.getByRole("button", { name })).toBeVisible();

  await mine.getByRole("button", { name }).click();
  await mine.getByRole("button", { name: `Delete the view “${name}”` }).click();
  await mine.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(mine.getByRole("dialog")).toHaveCount(0);
  await theirs.goto("/r/tickets");
  await theirs.getByRole("button", { name: "Views" }).click();
  await expect(theirs.getByRole("button", { name: "Save view" })).toBeVisible();
  await expect(theirs.getByRole("link", { name })).toHaveCount(0);
});
