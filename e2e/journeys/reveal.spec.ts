import type { Page } from "@playwright/test";
import { expect, test } from "../journey.ts";

test("support reveals an e-mail address for a while, and somebody else approves it", async ({
  openAs,
  own,
}) => {
  const key = own(10301);
  const address = `/r/customers/${key}`;
  const page = await openAs("support");
  const told = listen(page);
  // From here on the page's clock is the journey's.
  await page.clock.install();
  await page.goto(address);
  const fields = page.getByRole("main");
  const reason = `Wants the invoice again: ${crypto.randomUUID()}`;

  const answered = page.waitForResponse((response) => response.url().endsWith("/reveal"));
  await reveal(page, reason);
  const answer = await answered;
  expect(answer.headers()["cache-control"]).toBe("no-store");
  const { values } = await answer.json();
  const email = String(values.email);
  expect(email).toContain("@");
  await expect(fields.getByText(email)).toBeVisible();
  await expect(page.getByRole("timer")).toHaveText(/^(5:00|4:5\d)$/);

  await page.clock.fastForward("04:30");
  await expect(page.getByRole("timer")).toHaveText(/^0:[0-3]\d$/);
  await expect(fields.getByText(email)).toBeVisible();
  await page.clock.fastForward("00:30");
  await expect(page.getByRole("timer")).toBeHidden();
  await expect(fields.getByText(email)).toBeHidden();

  await reveal(page, reason);
  await page.getByRole("button", { name: "Hide now" }).click();
  await expect(fields.getByText(email)).toBeHidden();

  await reveal(page, reason);
  await expect(fields.getByText(email)).toBeVisible();
  await page.getByRole("navigation", { name: "Navigation" }).getByText("Orders").click();
  await expect(page).toHaveURL("/r/orders");
  await page.goBack();
  await expect(page.getByRole("button", { name: "Reveal E-mail…" })).toBeVisible();
  await expect(page.getByText(email)).toHaveCount(0);

  expect(told.join("\n")).not.toContain(email);
  expect(told.join("\n")).toContain(`/api/resources/customers/records/${key}/reveal`);
  expect(await readStores(page)).not.toContain(email);

  const admin = await openAs("admin", "/");
  await admin.getByRole("link", { name: /^Reviews/ }).click();
  const asked = admin.getByRole("listitem").filter({ hasText: reason });
  await expect(asked).toHaveCount(3);
  await expect(asked.first()).toContainText("E-mail");
  await expect(asked.first().getByRole("button", { name: "Flag" })).toBeDisabled();
  await asked.first().getByRole("textbox", { name: /^Note/ }).fill("There is a ticket for it");
  await asked.first().getByRole("textbox", { name: /^Note/ }).press("Enter");
  await expect(asked).toHaveCount(2);
  await admin.getByRole("radiogroup", { name: "Which reviews" }).getByText("Done").click();
  await expect(asked).toContainText(["There is a ticket for it"]);
  await expect(asked).toContainText(["Approved by Ada Quiroga"]);
});

test("nobody else is shown the way to the reviews", async ({ openAs }) => {
  const page = await openAs("support");
  const navigation = page.getByRole("navigation", { name: "Navigation" });
  await expect(navigation.getByRole("link", { name: "Customers", exact: true })).toBeVisible();
  await expect(navigation.getByRole("link", { name: /^Reviews/ })).toHaveCount(0);
});

async function reveal(page: Page, reason: string): Promise<void> {
  await page.getByRole("button", { name: "Reveal E-mail…" }).click();
  const dialog = page.getByRole("dialog", { name: /^Reveal values of/ });
  await expect(dialog.getByRole("checkbox", { name: "E-mail" })).toBeChecked();
  const confirm = dialog.getByRole("button", { name: "Reveal", exact: true });
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill(reason);
  await expect(confirm).toBeDisabled();
  await dialog.getByRole("radio", { name: "Support request" }).check();
  await confirm.click();
  await expect(dialog).toBeHidden();
}

/** Every address that the page asks for or is at, and every word on its console. */
function listen(page: Page): readonly string[] {
  const told: string[] = [];
  page.on("request", (request) => told.push(request.url()));
  page.on("framenavigated", (frame) => told.push(frame.url()));
  page.on("console", (message) => told.push(message.text()));
  return told;
}

/** All that the page could keep beyond itself. */
function readStores(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const cached = await Promise.all(
      (await caches.keys()).map(async (name) => {
        const cache = await caches.open(name);
        const answers = await cache.matchAll();
        return Promise.all(answers.map((answer) => answer.text()));
      }),
    );
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      history.state,
      document.cookie,
      await indexedDB.databases(),
      cached,
    ]);
  });
}
