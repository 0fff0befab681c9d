import { expect, test } from "../journey.ts";

test("the log is filtered by person and resource, and an entry tells its story", async ({
  openAs,
  own,
}) => {
  const reason = `Slowly at first, step ${own(1)}`;
  const page = await openAs("admin", "/r/feature_flags/mail~2eplain-text/edit");
  await page.getByRole("textbox", { name: /^Rollout/ }).fill(`${7 + test.info().retry}`);
  await page.getByRole("button", { name: /^Review changes/ }).click();
  await page.getByRole("textbox", { name: /^Reason/ }).fill(reason);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Saved /)).toBeVisible();

  await page.getByRole("link", { name: "Audit log", exact: true }).click();
  await page.getByRole("button", { name: "+ Resource" }).click();
  await page.getByRole("combobox", { name: "Resource" }).fill("Feature");
  await page.getByRole("combobox", { name: "Resource" }).press("Enter");
  await page.getByRole("button", { name: "Only mine" }).click();
  await expect(page.getByRole("button", { name: /^Person: / })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Resource: / })).toBeVisible();

  const line = page.getByRole("listitem").filter({ hasText: reason });
  await expect(line).toContainText(/Ada Quiroga\s*changed/);
  await line.getByRole("link", { name: /ago|now/ }).click();
  const story = page.getByRole("article");
  await expect(story.getByRole("heading", { level: 1 })).toContainText("Ada Quiroga changed");
  await expect(story).toContainText(reason);
  await expect(story).toContainText("Rollout, %");
  await expect(story).toContainText("admin@harbour.example");
});

test("what a viewer was refused is in the log", async ({ openAs }) => {
  const viewer = await openAs("viewer");
  const answer = await viewer.request.patch("/api/resources/customers/records/10101", {
    data: { values: { name: "Somebody Else" } },
    headers: { "if-match": '"any"', origin: new URL(viewer.url()).origin },
  });
  expect(answer.status()).toBe(403);

  const page = await openAs("admin", "/audit?outcome=refused");
  const line = page.getByRole("listitem").filter({ hasText: "Vera Holm" }).first();
  await expect(line).toContainText("customer");
});

test("what Purser did by itself is said in words, and so is the health of the log", async ({
  openAs,
}) => {
  const page = await openAs("admin", "/audit?kind=policy.change");
  const line = page.getByRole("main").getByRole("listitem").last();
  await expect(line).toContainText("Purser put a configuration in force");
  await line.getByRole("link", { name: /ago|now/ }).click();
  await expect(page.getByRole("article")).toContainText("the system itself");

  await page.getByRole("link", { name: /^sealed \d+ s ago$/ }).click();
  const health = page.getByRole("article");
  await expect(health).toContainText(/\d+ tables whose every change is recorded/);
  await expect(health).toContainText("The log is given to no other system.");
});
