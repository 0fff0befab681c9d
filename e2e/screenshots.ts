import { mkdir } from "node:fs/promises";
import { chromium, expect, type Page } from "@playwright/test";
import { findChromium } from "./find-chromium.ts";
import { takeIdentityPictures, takeSessionEnd } from "./identity-pictures.ts";
import { launchOptions } from "./launch-options.ts";
import { type OpenPage, pageOpener, pictureFolder, takePicture } from "./picture.ts";
import { startDemo } from "./start-demo.ts";

const order = "/r/orders/9007199254990992";

/** The pictures of the documentation, light and dark, from a demo of its own. */
const path = findChromium();
if (path === null) throw new Error("The pictures need a Chromium; PURSER_CHROMIUM names one.");
await mkdir(pictureFolder, { recursive: true });
const demo = await startDemo({ HARBOUR_CONFIRMED: "record.delete" });
const browser = await chromium.launch(launchOptions(path));
try {
  const open = pageOpener(browser, demo.origin);
  await takePictures(open);
  await takeIdentityPictures(open);
  await takeSessionEnd(await open("editor"));
} finally {
  await browser.close();
  await demo.stop();
}

async function takePictures(open: OpenPage): Promise<void> {
  const editor = await open("editor");
  const admin = await open("admin");

  await editor.goto("/r/orders");
  await filter(editor, "Status", ["paid", "packed"]);
  await filter(editor, "Channel", ["app"]);
  await expect(editor.getByRole("row").filter({ hasText: "app" })).toHaveCount(50);
  await expect(editor.getByText(/^about |records$/)).toBeVisible();
  await takePicture(editor, "grid");
  await editor.getByRole("button", { name: "Export…" }).click();
  const dialog = editor.getByRole("dialog", { name: "Export Orders as CSV" });
  await expect(dialog.getByText(/^Records: .*\d/)).toBeVisible();
  await takePicture(editor, "export");
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await edit(editor, "Asked on the phone", (page) =>
    note(page).fill("Leave it with the neighbour at number 7."),
  );
  await edit(admin, "A present, as it turns out", (page) =>
    page.getByRole("radiogroup", { name: "Gift" }).getByText("Yes").click(),
  );
  await expect(history(admin).getByRole("listitem")).toHaveCount(2);
  await takePicture(admin, "record");

  await editor.goto("/r/customers/10101/edit");
  await editor.getByRole("textbox", { name: /^Credit limit/ }).fill("750.00");
  await editor.getByRole("textbox", { name: /^Name/ }).fill("Nora Berg-Lindqvist");
  await takePicture(editor, "form");

  await editor.goto(`${order}/edit`);
  await note(editor).fill("Ring twice.");
  await edit(admin, "The neighbour is away", (page) =>
    note(page).fill("Leave it at the back door."),
  );
  await editor.getByRole("button", { name: /^Review changes/ }).click();
  await editor.getByRole("button", { name: "Save" }).click();
  const conflict = editor.getByRole("dialog", { name: "Somebody else saved first" });
  await expect(conflict).toContainText("Ada Quiroga");
  await takePicture(editor, "conflict");

  await admin.goto("/access");
  await expect(admin.getByRole("button", { name: "View as support" })).toBeVisible();
  await takePicture(admin, "access");
  await admin.goto("/access?roles=support&resource=customers");
  await admin
    .getByRole("heading", { name: "Customers, as support" })
    .evaluate((heading) => heading.scrollIntoView());
  await takePicture(admin, "access-explained");

  const support = await open("support");
  await reveal(support, "Wants last month's invoice again");
  await takePicture(support, "reveal");

  await admin.goto("/reviews");
  await expect(admin.getByRole("button", { name: "Approve" })).not.toHaveCount(0);
  await takePicture(admin, "reviews");

  await admin.goto("/audit");
  await expect(admin.getByRole("main").getByRole("listitem")).not.toHaveCount(0);
  await takePicture(admin, "audit");
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
