import { expect, test } from "../journey.ts";

test("a view is saved for everybody, and a colleague opens it", async ({ openAs }) => {
  const filter = JSON.stringify([{ field: "priority", operator: "eq", value: "urgent" }]);
  const mine = await openAs("support", `/r/tickets?filter=${encodeURIComponent(filter)}`);
  await mine.getByRole("button", { name: "Views" }).click();
  await mine.getByRole("textbox", { name: "Save this as…" }).fill("Urgent ones");
  await mine.getByRole("checkbox", { name: "For everybody" }).check();
  await mine.getByRole("button", { name: "Save view" }).click();
  await expect(mine.getByRole("textbox", { name: "Save this as…" })).toBeHidden();

  const theirs = await openAs("viewer", "/r/tickets");
  await theirs.getByRole("button", { name: "Views" }).click();
  await expect(theirs.getByText("by Sam Okafor")).toBeVisible();
  await expect(theirs.getByRole("button", { name: /^Delete the view/ })).toHaveCount(0);
  await theirs.getByRole("link", { name: "Urgent ones" }).click();
  await expect(theirs.getByRole("button", { name: "Priority: urgent", exact: true })).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Urgent ones" })).toBeVisible();

  await mine.getByRole("button", { name: "Urgent ones" }).click();
  await mine.getByRole("button", { name: "Delete the view “Urgent ones”" }).click();
  await mine.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(mine.getByRole("dialog")).toHaveCount(0);
  await theirs.goto("/r/tickets");
  await theirs.getByRole("button", { name: "Views" }).click();
  await expect(theirs.getByText("No views saved yet.")).toBeVisible();
});
