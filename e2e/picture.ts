import { join } from "node:path";
import { type Browser, expect, type Page } from "@playwright/test";
import { type Proof, type Role, signIn } from "./sign-in.ts";

/** Where the pictures of the documentation are kept. */
export const pictureFolder = join(import.meta.dirname, "../docs/screenshots");

/** Opens a page of the demo for somebody of this role, in a profile of its own. */
export type OpenPage = (role: Role, path?: string, proof?: Proof) => Promise<Page>;

export function pageOpener(browser: Browser, origin: string): OpenPage {
  return async (role, path, proof) => {
    const context = await browser.newContext({
      baseURL: origin,
      viewport: { width: 1280, height: 800 },
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    await signIn(page, role, path, proof);
    return page;
  };
}

/** Takes `{name}-light.png` and `{name}-dark.png`. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  // A toast would cover what the picture is of.
  await expect(page.locator(".ant-notification-notice")).toHaveCount(0, { timeout: 15_000 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveCSS("color-scheme", colorScheme);
    // Disabled animations are at their end: no colour is halfway from one scheme to the other.
    const path = join(pictureFolder, `${name}-${colorScheme}.png`);
    await page.screenshot({ path, animations: "disabled" });
  }
}
