import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "../journey.ts";
import { holdLine } from "../line.ts";
import { choosePerson, type Role, signIn } from "../sign-in.ts";

/** A browser that no other journey has, by which its session is found among those of the same person. */
const phone =
  "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/604.1";

test.describe("an administrator ends a session", () => {
  test.use({ refusals: [401], failures: ["net::ERR_INCOMPLETE_CHUNKED_ENCODING"] });

  test("and its page says so by itself, and keeps what was typed until the next sign-in", async ({
    openBrowser,
    openAs,
    own,
  }) => {
    const address = `/r/orders/${own(9007199254990500n)}/edit`;
    const context = await openBrowser({ userAgent: phone });
    const page = await context.newPage();
    await page.clock.install();
    await signIn(page, "support", address);
    const note = page.getByRole("textbox", { name: "Note" });
    await note.fill("Typed before the end");

    await endSession(
      await openAs("admin", "/sessions"),
      "Sam Okafor",
      "Left the tablet in a train",
    );
    await page.clock.fastForward("00:35");
    const ended = page.getByRole("dialog", { name: "Your session has ended" });
    const [tab] = await Promise.all([
      context.waitForEvent("page"),
      ended.getByRole("link", { name: "Sign in again" }).click(),
    ]);
    await choosePerson(tab, "support");
    await expect(ended).toBeHidden();
    await expect(note).toHaveValue("Typed before the end");
  });

  test("and an export that was under way in it stops within 5 s", async ({
    openBrowser,
    openAs,
  }) => {
    const page = await (await openBrowser({ userAgent: phone })).newPage();
    const filter = [{ field: "id", operator: "lte", value: "9007199254830992" }];
    await signIn(page, "viewer", `/r/orders?filter=${encodeURIComponent(JSON.stringify(filter))}`);
    const admin = await openAs("admin", "/sessions");
    // A poor line: with everything read at once there would be nothing left to stop.
    const setSpeed = await holdLine(page);
    await setSpeed(200_000);
    await page.getByRole("button", { name: "Export…" }).click();
    const dialog = page.getByRole("dialog", { name: "Export Orders as CSV" });
    await dialog.getByRole("radio", { name: /^All \d+ fields/ }).check();
    await dialog.getByRole("button", { name: "Start" }).click();
    await expect(dialog.getByText(/^[1-9][\d,]* of [\d,]+ records$/)).toBeVisible();

    await endSession(admin, "Vera Holm", "Exports what nobody asked for");
    await setSpeed(-1);
    await expect(dialog.getByRole("alert")).toContainText("What had arrived was thrown away", {
      timeout: 5000,
    });
  });
});

test.describe("towards its end", () => {
  test("a session is kept by whoever types, and by a word of whoever reads", async ({
    openBrowser,
  }) => {
    const page = await open(await openBrowser(), "editor", "/r/customers/10101/edit");
    await page.clock.fastForward("58:00");
    const notice = page.getByRole("complementary", { name: "About your session" });
    await expect(notice).toContainText("Your session ends in");
    await expect(notice.getByRole("timer")).toHaveText(/^1:[0-3]\d$/);
    await notice.getByRole("button", { name: "Stay signed in" }).click();
    await expect(notice).toBeHidden();

    await page.clock.fastForward("05:00");
    const told = page.waitForRequest(
      (request) =>
        request.url().endsWith("/api/me") && request.headers()["purser-background"] === undefined,
    );
    await page.getByRole("textbox", { name: "Notes" }).press("a");
    await told;
  });

  test("a session that has lasted its day says so while there is time, and is renewed beside it", async ({
    openBrowser,
  }) => {
    const context = await openBrowser();
    const page = await open(context, "editor", "/r/customers/10101/edit");
    const notes = page.getByRole("textbox", { name: "Notes" });
    await page.clock.fastForward("11:52:00");
    await notes.fill("Typed at the end of the day");
    const notice = page.getByRole("complementary", { name: "About your session" });
    await expect(notice).toContainText("However much you work");
    const [tab] = await Promise.all([
      context.waitForEvent("page"),
      notice.getByRole("link", { name: "Sign in again now" }).click(),
    ]);
    await choosePerson(tab, "editor");
    await tab.waitForEvent("close");
    await expect(notes).toHaveValue("Typed at the end of the day");
  });
});

test("one's own page shows where one is signed in, and ends what one does not know", async ({
  openBrowser,
}) => {
  const elsewhere = await (await openBrowser({ userAgent: phone })).newPage();
  await signIn(elsewhere, "desk");
  const page = await open(await openBrowser(), "desk", "/security");
  const device = page.getByRole("row").filter({ hasText: "Safari 18 on iPad" });
  await device.getByRole("button", { name: /^End the session/ }).click();
  await expect(device).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: "this one" })).toBeVisible();
});

test.describe("the end of everybody's sessions", () => {
  test.use({ refusals: [403] });

  test("takes a passkey, and says so to whoever has none", async ({ openAs }) => {
    const page = await openAs("admin", "/sessions");
    await page.getByRole("button", { name: "End everybody’s sessions…" }).click();
    const dialog = page.getByRole("dialog", { name: "End the sessions of everybody" });
    await dialog.getByRole("textbox", { name: /^Reason/ }).fill("A drill");
    await dialog.getByRole("button", { name: "End all sessions" }).click();
    await expect(dialog.getByRole("alert")).toContainText(/passkey/);
    await expect(dialog.getByRole("textbox", { name: /^Reason/ })).toHaveValue("A drill");
  });
});

test("the quarter's sessions are signed off, kept as a file, and in the log", async ({
  openAs,
  own,
}) => {
  const words = `Looked through, step ${own(1)}`;
  const page = await openAs("admin", "/sessions");
  await expect(page.getByText(/^The next review is due by/)).toBeVisible();
  await page.getByRole("textbox", { name: /^What you looked at/ }).fill(words);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Sign off as reviewed" }).click();
  expect((await download).suggestedFilename()).toMatch(/^session-report-[0-9a-f-]+\.json$/);
  await page.getByRole("link", { name: words }).click();
  await expect(page.getByRole("article")).toContainText(words);
});

test.describe("somebody else", () => {
  test.use({ refusals: [403] });

  test("has no such page", async ({ openAs }) => {
    const page = await openAs("editor", "/sessions");
    await expect(page.getByText("Your role does not administer access.").first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Sessions", exact: true })).toHaveCount(0);
  });
});

/** A page whose clock is the journey's from now on. */
async function open(context: BrowserContext, role: Role, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.clock.install();
  await signIn(page, role, path);
  return page;
}

async function endSession(admin: Page, name: string, reason: string): Promise<void> {
  await admin
    .getByRole("textbox", { name: "Find a person, device or address" })
    .fill(`${name} iPad`);
  await admin
    .getByRole("button", { name: `End this session of ${name}` })
    .first()
    .click();
  const dialog = admin.getByRole("dialog", { name: `End this session of ${name}` });
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill(reason);
  await dialog.getByRole("button", { name: "End the session" }).click();
  await expect(dialog).toBeHidden();
}
