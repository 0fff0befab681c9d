import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../journey.ts";
import { signIn } from "../sign-in.ts";

const pages: readonly { readonly name: string; readonly path: string; readonly ready: string }[] = [
  { name: "home", path: "/", ready: "Home" },
  { name: "grid", path: "/r/orders", ready: "Orders" },
  { name: "record", path: "/r/customers/10101", ready: "Nora Berg" },
  { name: "form", path: "/r/customers/10101/edit", ready: "Edit Nora Berg" },
  { name: "reviews", path: "/reviews", ready: "Reviews" },
  { name: "access", path: "/access?roles=support&resource=customers", ready: "Access" },
  { name: "security", path: "/security", ready: "Your security" },
  { name: "sessions", path: "/sessions", ready: "Sessions" },
  { name: "audit", path: "/audit", ready: "Audit log" },
  { name: "health", path: "/audit/health", ready: "Health of the log" },
];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours nothing serious is found on`, () => {
    // The dialog comes up since something was refused.
    test.use({ refusals: [401] });

    test("sign-in", async ({ openBrowser }) => {
      const page = await (await openBrowser({ colorScheme })).newPage();
      await page.goto("/sign-in");
      await expect(page.getByRole("link", { name: /^Sign in with/ })).toBeVisible();
      expect(await findBarriers(page)).toEqual([]);
    });

    test("the second factor", async ({ openBrowser }) => {
      const page = await (await openBrowser({ colorScheme })).newPage();
      await signIn(page, "desk", "/", "password only");
      await expect(page.getByRole("button", { name: "Enrol a passkey" })).toBeVisible();
      expect(await findBarriers(page)).toEqual([]);
    });

    test("a dialog that asks for a fresh proof", async ({ openBrowser }) => {
      const page = await (await openBrowser({ colorScheme })).newPage();
      await signIn(page, "desk", "/security", "an hour ago");
      await page.getByRole("button", { name: "Add a passkey…" }).click();
      await page.getByRole("button", { name: "Enrol a passkey" }).click();
      // It has the focus once the dialog stands. The button that waits behind it is faint on purpose.
      await expect(page.getByRole("dialog").getByRole("link")).toBeFocused();
      expect(await findBarriers(page, "[role=dialog]")).toEqual([]);
    });

    for (const { name, path, ready } of pages) {
      test(name, async ({ openAs }) => {
        const page = await openAs("admin", path, { colorScheme });
        await expect(
          page.getByRole("heading", { name: ready, level: 1, exact: true }),
        ).toBeAttached();
        await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
        await expect(page.locator("html")).toHaveCSS("color-scheme", colorScheme);
        expect(await findBarriers(page)).toEqual([]);
      });
    }

    test("an entry of the log", async ({ openAs }) => {
      const page = await openAs("admin", "/audit", { colorScheme });
      await page
        .getByRole("main")
        .getByRole("link", { name: /ago|now/ })
        .first()
        .click();
      await expect(page.getByRole("article").getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("html")).toHaveCSS("color-scheme", colorScheme);
      expect(await findBarriers(page)).toEqual([]);
    });
  });
}

/** What axe calls serious or critical, with the elements it means. */
async function findBarriers(page: Page, within = "html") {
  // Halfway from one colour to another is no colour of ours.
  await page.waitForFunction(() =>
    document.getAnimations().every((each) => !(each instanceof CSSTransition)),
  );
  const { violations } = await new AxeBuilder({ page }).include(within).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }));
}
