import { expect, type Page } from "@playwright/test";

/** The demo has one account for each. */
export type Role = "viewer" | "support" | "desk" | "editor" | "admin";

/** As a person does it: the console's page, the identity provider's page, and back to where they were going. */
export async function signIn(page: Page, role: Role, path = "/"): Promise<void> {
  await page.goto(`/sign-in?returnTo=${encodeURIComponent(path)}`);
  await page.getByRole("link", { name: /^Sign in with/ }).click();
  await choosePerson(page, role);
  await expect(page.getByRole("navigation", { name: "Navigation" })).toBeVisible();
}

/** On the identity provider's page. */
export async function choosePerson(page: Page, role: Role): Promise<void> {
  await page.getByRole("button", { name: `${role}@harbour.example` }).click();
}
