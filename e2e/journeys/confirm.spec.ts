import type { Page } from "@playwright/test";
import { addAuthenticator } from "../authenticator.ts";
import { test as base, expect } from "../journey.ts";
import { type Role, signIn } from "../sign-in.ts";
import { type RunningDemo, startDemo } from "../start-demo.ts";

interface Strict {
  /** A demo where each deletion has to be confirmed; in everybody's, journeys delete without a passkey. */
  readonly strict: RunningDemo;
}

interface Enter {
  /** A page in a profile of its own where somebody of this role is signed in to that demo. */
  readonly enter: (role: Role, path: string, proof?: "password only") => Promise<Page>;
}

const test = base.extend<Enter, Strict>({
  strict: [
    async ({ browserName: _ }, use) => {
      const demo = await startDemo({ HARBOUR_CONFIRMED: "record.delete" });
      await use(demo);
      await demo.stop();
    },
    { scope: "worker", timeout: 240_000 },
  ],
  enter: async ({ openBrowser, strict }, use) => {
    await use(async (role, path, proof) => {
      const page = await (await openBrowser({ baseURL: strict.origin })).newPage();
      await signIn(page, role, path, proof);
      return page;
    });
  },
});

test.describe("a deletion that has to be confirmed", () => {
  // 403: no passkey that may confirm; 401: not confirmed yet.
  test.use({ refusals: [401, 403] });

  test("waits for a consent and for a tap, and loses nothing by waiting", async ({ enter }) => {
    const admin = await enter("admin", "/security");
    const device = await addAuthenticator(admin);
    await admin.getByRole("button", { name: "Add a passkey…" }).click();
    await admin.getByRole("textbox", { name: "Name" }).fill("The office key");
    await admin.getByRole("button", { name: "Enrol a passkey" }).click();
    await expect(admin.getByRole("rowheader", { name: "The office key" })).toBeVisible();

    await admin.goto("/r/orders/9007199254990995");
    await admin.getByRole("button", { name: "Delete…" }).click();
    const dialog = admin.getByRole("dialog", { name: "Delete 9007199254990995?" });
    const reason = dialog.getByRole("textbox", { name: /^Reason/ });
    const remove = dialog.getByRole("button", { name: "Delete", exact: true });
    await reason.fill("Placed twice");
    await remove.click();
    await expect(dialog.getByRole("alert")).toContainText(
      /confirms from \d{4}-\d\d-\d\d \d\d:\d\dUntil then/,
    );

    const chief = await enter("chief", "/sessions");
    const consent = "Consent to the passkey “The office key” of Ada Quiroga";
    await chief.getByRole("button", { name: consent }).click();
    await expect(chief.getByRole("button", { name: consent })).toHaveCount(0);

    await remove.click();
    const question = admin.getByRole("dialog", { name: "Confirm this with your passkey" });
    await expect(question).toContainText("Delete record 9007199254990995 of orders");
    await question.getByRole("button", { name: "Cancel" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Nothing was done");
    await expect(reason).toHaveValue("Placed twice");
    await remove.click();
    await device.setPresent(false);
    await expect(question.getByRole("button", { name: "Use your passkey" })).toBeFocused();
    await admin.keyboard.press("Enter");
    await expect(question.getByRole("alert")).toContainText("The passkey was not used");
    await device.setPresent(true);
    await question.getByRole("button", { name: "Use your passkey" }).click();
    await expect(admin).toHaveURL("/r/orders");

    await admin.goto("/audit");
    const lines = admin.getByRole("main").getByRole("listitem");
    await expect(lines.filter({ hasText: "Placed twice" })).toContainText(/deleted\s*order/);
    await expect(
      lines.filter({ hasText: "Ada Quiroga confirmed a request with a passkey" }),
    ).toHaveCount(1);
  });
});

test("somebody who lost their passkey begins anew once two administrators agree", async ({
  enter,
}) => {
  const support = await enter("support", "/", "password only");
  await addAuthenticator(support);
  await support.getByRole("button", { name: "Enrol a passkey" }).click();
  await expect(support.getByRole("navigation", { name: "Navigation" })).toBeVisible();

  const admin = await enter("admin", "/sessions");
  const ask = "Ask to remove the passkeys of Sam Okafor";
  await admin.getByRole("button", { name: ask }).click();
  const dialog = admin.getByRole("dialog", { name: ask });
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("Left it in a train; called back");
  await dialog.getByRole("button", { name: "Ask for it" }).click();
  await expect(admin.getByText("waits for another administrator")).toBeVisible();
  const approve = "Approve removing the passkeys of Sam Okafor";
  await expect(admin.getByRole("button", { name: approve })).toHaveCount(0);

  const elsewhere = await enter("support", "/", "password only");
  await expect(elsewhere.getByRole("button", { name: "Use your passkey" })).toBeVisible();
  const chief = await enter("chief", "/sessions");
  await expect(chief.getByText("Left it in a train; called back")).toBeVisible();
  await chief.getByRole("button", { name: approve }).click();
  await chief.getByRole("button", { name: "Remove them" }).click();
  await expect(chief.getByRole("button", { name: approve })).toHaveCount(0);

  const again = await enter("support", "/", "password only");
  await addAuthenticator(again);
  await again.getByRole("button", { name: "Enrol a passkey" }).click();
  await expect(again.getByRole("navigation", { name: "Navigation" })).toBeVisible();
});
