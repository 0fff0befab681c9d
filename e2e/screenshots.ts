import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, expect, type Page } from "@playwright/test";
import { findChromium } from "./find-chromium.ts";
import { launchOptions } from "./launch-options.ts";
import { type Role, signIn } from "./sign-in.ts";
import { startDemo } from "./start-demo.ts";

const folder = join(import.meta.dirname, "../docs/screenshots");
const order = "/r/orders/9007199254990992";

/** The pictures of the documentation, light and dark, from a demo of its own. */
const path = findChromium();
if (path === null) throw new Error("The pictures need a Chromium; PURSER_CHROMIUM names one.");
await mkdir(folder, { recursive: true });
const demo = await startDemo();
const browser = await chromium.launch(launchOptions(path));
try {
  await takePictures(browser, demo.origin);
} finally {
  await browser.close();
  await demo.stop();
}

async function takePictures(by: Browser, origin: string): Promise<void> {
  const editor = await open(by, origin, "editor");
  const admin = await open(by, origin, "admin");

  await editor.goto("/r/orders");
  await filter(editor, "Status", ["paid", "packed"]);
  await filter(editor, "Channel", ["app"]);
  await expect(editor.getByRole("row").filter({ hasText: "app" })).toHaveCount(50);
  await expect(editor.getByText(/^about |records$/)).toBeVisible();
  await take(editor, "grid");

  await edit(editor, "Asked on the phone", (page) =>
    note(page).fill("Leave it with the neighbour at number 7."),
  );
  await edit(admin, "A present, as it turns out", (page) =>
    page.getByRole("radiogroup", { name: "Gift" }).getByText("Yes").click(),
  );
  await expect(history(admin).getByRole("listitem")).toHaveCount(2);
  await take(admin, "record");

  await editor.goto("/r/customers/10101/edit");
  await editor.getByRole("textbox", { name: /^Credit limit/ }).fill("750.00");
  await editor.getByRole("textbox", { name: /^Name/ }).fill("Nora Berg-Lindqvist");
  await take(editor, "form");

  await editor.goto(`${order}/edit`);
  await note(editor).fill("Ring twice.");
  await edit(admin, "The neighbour is away", (page) =>
    note(page).fill("Leave it at the back door."),
  );
  await editor.getByRole("button", { name: /^Review changes/ }).click();
  await editor.getByRole("button", { name: "Save" }).click();
  const conflict = editor.getByRole("dialog", { name: "Somebody else saved first" });
  await expect(conflict).toContainText("Ada Quiroga");
  await take(editor, "conflict");

  await admin.goto("/access");
  await expect(admin.getByRole("button", { name: "View as support" })).toBeVisible();
  await take(admin, "access");
  await admin.goto("/access?roles=support&resource=customers");
  await admin
    .getByRole("heading", { name: "Customers, as support" })
    .evaluate((heading) => heading.scrollIntoView());
  await take(admin, "access-explained");

  const support = await open(by, origin, "support");
  await reveal(support, "Wants last month's invoice again");
  await take(support, "reveal");

  await admin.goto("/reviews");
  await expect(admin.getByRole("button", { name: "Approve" })).not.toHaveCount(0);
  await take(admin, "reviews");

  await support.goto("/security");
  await expect(support.getByRole("row", { name: /this one/ })).toBeVisible();
  await take(support, "security");

  await admin.goto("/sessions");
  await expect(admin.getByRole("row", { name: /this one/ })).toBeVisible();
  await take(admin, "sessions");

  await admin.goto("/audit");
  await expect(admin.getByRole("main").getByRole("listitem")).not.toHaveCount(0);
  await take(admin, "audit");
}

async function open(by: Browser, origin: string, role: Role): Promise<Page> {
  const context = await by.newContext({
    baseURL: origin,
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await signIn(page, role);
  return page;
}

async function filter(page: Page, field: string, options: readonly string[]): Promise<void> {
  await page.getByRole("button", { name: "+ Filter" }).click();
  await page.getByRole("textbox", { name: "Find a field" }).fill(field);
  await page.getByRole("textbox", { name: "Find a field" }).press("Enter");
  const editor = page.getByRole("form", { name: field });
  for (const option of options) await editor.getByRole("checkbox", { name: option }).check();
  await editor.getByRole("button", { name: "Apply" }).click();
}

async function edit(
  page: Page,
  reason: string,
  change: (page: Page) => Promise<void>,
): Promise<void> {
  await page.goto(`${order}/edit`);
  await change(page);
  await page.getByRole("button", { name: /^Review changes/ }).click();
  await page.getByRole("textbox", { name: /^Reason/ }).fill(reason);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(order);
}

async function reveal(page: Page, reason: string): Promise<void> {
  await page.goto("/r/customers/10101");
  await page.getByRole("button", { name: "Reveal E-mail…" }).click();
  await page.getByRole("radio", { name: "Support request" }).check();
  await page.getByRole("textbox", { name: /^Reason/ }).fill(reason);
  await page.getByRole("textbox", { name: /^Ticket/ }).fill("T-1042");
  await page.getByRole("button", { name: "Reveal", exact: true }).click();
  await expect(page.getByRole("timer")).toBeVisible();
}

function note(page: Page) {
  return page.getByRole("textbox", { name: "Note" });
}

function history(page: Page) {
  return page.getByRole("complementary", { name: "History" });
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  // A toast would cover what the picture is of.
  await expect(page.getByRole("alert")).toHaveCount(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveCSS("color-scheme", colorScheme);
    // Disabled animations are at their end: no colour is halfway from one scheme to the other.
    const path = join(folder, `${name}-${colorScheme}.png`);
    await page.screenshot({ path, animations: "disabled" });
  }
}
