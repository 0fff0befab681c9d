import { expect, type Page } from "@playwright/test";

/** The demo has one account for each. */
export type Role = "viewer" | "support" | "desk" | "editor" | "admin" | "chief";

/** What the identity provider is to vouch for, where that is less than two factors, just now. */
export type Proof = "password only" | "an hour ago";

/** As a person does it: the console's page, the identity provider's page, and back to where they were going. */
export async function signIn(page: Page, role: Role, path = "/", proof?: Proof): Promise<void> {
  await page.goto(`/sign-in?returnTo=${encodeURIComponent(path)}`);
  await page.getByRole("link", { name: /^Sign in with/ }).click();
  await choosePerson(page, role, proof);
  if (proof !== "password only")
    await expect(page.getByRole("navigation", { name: "Navigation" })).toBeVisible();
}

/** On the identity provider's page. */
export async function choosePerson(page: Page, role: Role, proof?: Proof): Promise<void> {
  if (proof !== undefined) await page.getByRole("checkbox", { name: proof }).check();
  await page.getByRole("button", { name: `${role}@harbour.example` }).click();
}

/** Signs out by the person menu. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /account and appearance$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: /^Sign in with/ })).toBeVisible();
}
