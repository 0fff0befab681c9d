import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../journey.ts";
import { holdLine } from "../line.ts";
import { signIn } from "../sign-in.ts";

test("support exports a filtered list: masked as it is on the screen, whole, and in the log", async ({
  openAs,
}) => {
  const page = await openAs("support", `/r/customers?filter=${filterOf("id", "lte", "10400")}`);
  await expect(page.getByText(/^\d+ records$/)).toBeVisible();
  const counted = Number((await page.getByText(/^\d+ records$/).textContent())?.split(" ")[0]);
  expect(counted).toBeGreaterThan(200);

  const dialog = await open(page, "Customers");
  await expect(dialog).toContainText("Masked here, and in the file as well: ");
  await dialog.getByRole("radio", { name: /^All \d+ fields/ }).check();
  const saved = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Start" }).press("Enter");
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^customers-\d{4}-\d\d-\d\d\.csv$/);
  await expect(dialog.getByRole("alert")).toContainText(`is whole, with ${counted} records`);

  const text = await readFile(await download.path(), "utf8");
  const [header = "", ...lines] = text.replace("\ufeff", "").trimEnd().split("\r\n");
  expect(text.startsWith("\ufeff")).toBe(true);
  expect(header.split(",")).toContain("email");
  expect(lines.length).toBeGreaterThanOrEqual(counted);
  expect(text).not.toMatch(/\w@\w/);

  const admin = await openAs("admin", "/audit?kind=record.export");
  await expect(admin.getByRole("main").getByRole("listitem").first()).toContainText(
    "exported customers",
  );
});

test.describe("when the session ends meanwhile", () => {
  test.use({ refusals: [401], failures: ["net::ERR_INCOMPLETE_CHUNKED_ENCODING"] });

  test("the export stops within 5 s, and what had arrived is thrown away", async ({
    openBrowser,
  }) => {
    const page = await (await openBrowser()).newPage();
    // Some 90,000 orders: more than what lies between a server and its reader can hold.
    await signIn(page, "support", `/r/orders?filter=${filterOf("id", "lte", "9007199254830992")}`);
    const downloads: unknown[] = [];
    page.on("download", (download) => downloads.push(download));
    const setSpeed = await holdLine(page);
    // A poor line: with everything read at once there would be nothing left to stop.
    await setSpeed(200_000);
    const dialog = await open(page, "Orders");
    await dialog.getByRole("radio", { name: /^All \d+ fields/ }).check();
    await dialog.getByRole("button", { name: "Start" }).click();
    await expect(dialog.getByText(/^[1-9][\d,]* of [\d,]+ records$/)).toBeVisible();

    const other = await page.context().newPage();
    await other.goto("/");
    await other.getByRole("button", { name: /^SO: / }).click();
    const out = other.waitForResponse((response) => response.url().endsWith("/auth/logout"));
    await other.getByRole("menuitem", { name: "Sign out" }).click();
    await out;
    await setSpeed(-1);
    await expect(dialog.getByRole("alert")).toContainText("What had arrived was thrown away", {
      timeout: 5_000,
    });
    expect(downloads).toEqual([]);
  });
});

test("somebody stops an export, and may start it again", async ({ openAs }) => {
  const page = await openAs("viewer", `/r/orders?filter=${filterOf("status", "eq", "delivered")}`);
  const dialog = await open(page, "Orders");
  await page.route("**/records.csv*", () => undefined);
  await dialog.getByRole("button", { name: "Start" }).click();
  await expect(dialog).toContainText("Counting the records…");
  await dialog.getByRole("button", { name: "Stop the export" }).click();
  await expect(dialog).toBeHidden();
  await open(page, "Orders");
  await expect(dialog.getByRole("button", { name: "Start" })).toBeEnabled();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the dialog has nothing serious against it in ${colorScheme} colours`, async ({
    openAs,
  }) => {
    const page = await openAs("support", "/r/customers", { colorScheme });
    await open(page, "Customers");
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(
      ({ impact }) => impact === "serious" || impact === "critical",
    );
    expect(serious.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))).toEqual(
      [],
    );
  });
}

async function open(page: Page, what: string) {
  await page.getByRole("button", { name: "Export…" }).click();
  const dialog = page.getByRole("dialog", { name: `Export ${what} as CSV` });
  await expect(dialog.getByText(/^Records: \S/)).toBeVisible();
  return dialog;
}

function filterOf(field: string, operator: string, value: string): string {
  return encodeURIComponent(JSON.stringify([{ field, operator, value }]));
}
