import type { Page } from "@playwright/test";
import { addAuthenticator } from "../authenticator.ts";
import { expect, test } from "../journey.ts";
import { choosePerson, signIn, signOut } from "../sign-in.ts";

const support = ["support", "Sam Okafor"] as const;
const desk = ["desk", "Dana Novak"] as const;

test.describe("a password alone", () => {
  // 409: the last passkey stays.
  test.use({ refusals: [401, 409] });

  test("opens nothing until a passkey is the second factor, and from then on a tap does", async ({
    openBrowser,
  }, { retry }) => {
    // A second try is another person's: the passkey of the first is gone with its page.
    const [role, name] = retry === 0 ? support : desk;
    const page = await (await openBrowser()).newPage();
    const device = await addAuthenticator(page);
    await signIn(page, role, "/r/orders", "password only");
    await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
    await expect(page.getByText(name)).toBeVisible();
    await page.goto("/r/orders");
    await expect(page).toHaveURL("/second-factor?returnTo=%2Fr%2Forders");

    await page.getByRole("textbox", { name: "Name" }).fill("The desk's laptop");
    await page.getByRole("button", { name: "Enrol a passkey" }).click();
    await expect(page.getByRole("heading", { name: "Orders" })).toBeVisible();
    await expect(page).toHaveURL("/r/orders");

    await signOut(page);
    await signIn(page, role, "/r/orders", "password only");
    await device.setPresent(false);
    await page.getByRole("button", { name: "Use your passkey" }).click();
    await expect(page.getByRole("alert")).toContainText("The passkey was not used");
    await device.setPresent(true);
    await page.getByRole("button", { name: "Use your passkey" }).click();
    await expect(page.getByRole("heading", { name: "Orders" })).toBeVisible();

    await signOut(page);
    await signIn(page, role, "/r/customers/10101", "an hour ago");
    await stepUp(page);
    await renameAndKeep(page);
  });
});

/** What needs a fresh proof goes on by itself after a tap, with all that was typed. */
async function stepUp(page: Page): Promise<void> {
  await fillReveal(page, "Wants last month's invoice again");
  const proof = page.getByRole("dialog", { name: "This needs a fresh proof of who you are" });
  await proof.getByRole("button", { name: "Cancel" }).click();
  const reveal = page.getByRole("dialog", { name: /^Reveal/ });
  await expect(reveal.getByRole("textbox", { name: /^Reason/ })).toHaveValue(
    "Wants last month's invoice again",
  );
  await reveal.getByRole("button", { name: "Reveal", exact: true }).click();
  await proof.getByRole("button", { name: "Use your passkey" }).click();
  await expect(page.getByRole("timer")).toBeVisible();
}

/** Whoever has the first factor and nothing else must not be able to begin anew: the last passkey stays. */
async function renameAndKeep(page: Page): Promise<void> {
  await page.goto("/security");
  const passkeys = page.getByRole("table").first();
  await expect(passkeys.getByRole("rowheader", { name: "The desk's laptop" })).toBeVisible();
  await expect(passkeys).toContainText("on hold until");
  await passkeys.getByRole("button", { name: "Rename" }).click();
  await passkeys.getByRole("textbox", { name: "Name" }).fill("Desk laptop");
  await passkeys.getByRole("button", { name: "Save" }).click();
  await expect(passkeys.getByRole("rowheader", { name: "Desk laptop" })).toBeVisible();
  await passkeys.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("tooltip").getByRole("button", { name: "Remove" }).click();
  await expect(passkeys.getByRole("alert")).toBeVisible();
  await expect(passkeys.getByRole("rowheader", { name: "Desk laptop" })).toBeVisible();
}

async function fillReveal(page: Page, reason: string): Promise<void> {
  await page.getByRole("button", { name: "Reveal E-mail…" }).click();
  await page.getByRole("radio", { name: "Support request" }).check();
  await page.getByRole("textbox", { name: /^Reason/ }).fill(reason);
  await page.getByRole("textbox", { name: /^Ticket/ }).fill("T-1042");
  await page.getByRole("button", { name: "Reveal", exact: true }).click();
}

test.describe("without a passkey", () => {
  test.use({ refusals: [401] });

  test("a fresh proof comes from the provider, in another tab", async ({ openBrowser }) => {
    const context = await openBrowser();
    const page = await context.newPage();
    await signIn(page, "editor", "/r/customers/10102", "an hour ago");
    await page.getByRole("button", { name: /^Reveal Phone/ }).click();
    await page.getByRole("radio", { name: "Support request" }).check();
    await page.getByRole("textbox", { name: /^Reason/ }).fill("Has to be called back");
    await page.getByRole("button", { name: "Reveal", exact: true }).click();
    const proof = page.getByRole("dialog", { name: "This needs a fresh proof of who you are" });
    const [tab] = await Promise.all([
      context.waitForEvent("page"),
      proof.getByRole("link", { name: /^Sign in with/ }).click(),
    ]);
    await choosePerson(tab, "editor");
    await expect(page.getByRole("timer")).toBeVisible();
    await expect(proof).toBeHidden();
  });
});
