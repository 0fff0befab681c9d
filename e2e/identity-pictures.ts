import { expect, type Page } from "@playwright/test";
import { addAuthenticator } from "./authenticator.ts";
import { type OpenPage, takePicture } from "./picture.ts";

/** What proves who somebody is, and how that ends; of a demo where a deletion has to be confirmed. */
export async function takeIdentityPictures(open: OpenPage): Promise<void> {
  const desk = await open("desk", "/security", "password only");
  await addAuthenticator(desk);
  await expect(desk.getByRole("heading", { name: "One more step" })).toBeVisible();
  await takePicture(desk, "second-factor");
  await enrol(desk, "The desk's laptop");
  await expect(desk.getByRole("row", { name: /this one/ })).toBeVisible();
  await expect(desk.getByRole("rowheader", { name: "The desk's laptop" })).toBeVisible();
  await takePicture(desk, "security");

  const admin = await open("admin", "/security");
  await addAuthenticator(admin);
  await admin.getByRole("button", { name: "Add a passkey…" }).click();
  await enrol(admin, "Key in the safe");
  await expect(admin.getByRole("rowheader", { name: "Key in the safe" })).toBeVisible();
  const chief = await open("chief", "/sessions");
  await expect(chief.getByText("The desk's laptop")).toBeVisible();
  await expect(chief.getByText(/^The next review is due by/)).toBeVisible();
  await takePicture(chief, "sessions");

  await chief.getByRole("button", { name: /^Consent .* of Ada Quiroga$/ }).click();
  await expect(chief.getByRole("button", { name: /^Consent .* of Ada Quiroga$/ })).toHaveCount(0);
  await admin.goto("/r/orders/9007199254990995");
  await admin.getByRole("button", { name: "Delete…" }).click();
  const dialog = admin.getByRole("dialog", { name: /^Delete/ });
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("Placed twice");
  await dialog.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(admin.getByRole("button", { name: "Use your passkey" })).toBeFocused();
  await takePicture(admin, "confirm");

  const later = await open("desk", "/r/customers/10101", "an hour ago");
  await later.getByRole("button", { name: "Reveal E-mail…" }).click();
  await later.getByRole("radio", { name: "Support request" }).check();
  await later.getByRole("textbox", { name: /^Reason/ }).fill("Wants last month's invoice again");
  await later.getByRole("button", { name: "Reveal", exact: true }).click();
  await expect(later.getByRole("button", { name: "Use your passkey" })).toBeFocused();
  await takePicture(later, "fresh-proof");
}

/** The end of a session that somebody works in, some minutes before it comes. */
export async function takeSessionEnd(page: Page): Promise<void> {
  await page.clock.install();
  await page.goto("/r/customers/10101/edit");
  await expect(page.getByRole("textbox", { name: /^Name/ })).toBeVisible();
  await page.clock.fastForward("58:00");
  await expect(page.getByRole("complementary", { name: "About your session" })).toBeVisible();
  await takePicture(page, "session-end");
}

async function enrol(page: Page, name: string): Promise<void> {
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Enrol a passkey" }).click();
}
