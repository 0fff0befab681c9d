import { expect, test } from "../journey.ts";
import { choosePerson, type Role, signIn } from "../sign-in.ts";

const people: readonly (readonly [Role, string])[] = [
  ["viewer", "VH: Vera Holm"],
  ["support", "SO: Sam Okafor"],
  ["editor", "EB: Edith Brandt"],
  ["admin", "AQ: Ada Quiroga"],
];

test.describe("each role", () => {
  // What is still under way when the session ends is refused.
  test.use({ refusals: [401] });

  for (const [role, person] of people) {
    test(`${role} signs in at the identity provider and out again`, async ({ openBrowser }) => {
      const page = await (await openBrowser()).newPage();
      await page.goto("/sign-in");
      await expect(page.getByRole("heading", { name: "Harbour" })).toBeVisible();
      await expect(page.getByRole("textbox")).toHaveCount(0);
      await page.getByRole("link", { name: /^Sign in with/ }).click();
      await choosePerson(page, role);
      await expect(page.getByRole("heading", { name: "Home" })).toBeAttached();

      await page.getByRole("button", { name: person }).click();
      await expect(page.getByText(`Roles: ${role}`)).toBeVisible();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
      await expect(page.getByRole("link", { name: /^Sign in with/ })).toBeVisible();
      await expect(page.getByRole("status")).toContainText("You are signed out here");
      await page.getByRole("link", { name: "Sign out there" }).click();
      await expect(page).toHaveURL(/\/session\/end/);
      await page.goto("/sign-in");
      await expect(page.getByRole("link", { name: /^Sign in with/ })).toBeVisible();
      await expect(page.getByRole("status")).toHaveCount(0);
    });
  }
});

test("a link that was sent leads through the sign-in to where it points", async ({
  openBrowser,
}) => {
  const page = await (await openBrowser()).newPage();
  await signIn(page, "support", "/r/customers/10101");
  await expect(page).toHaveURL("/r/customers/10101");
  await expect(page.getByRole("heading", { name: "Nora Berg" })).toBeVisible();
});

test.describe("without a session", () => {
  test.use({ refusals: [401] });

  test("a page asks for the sign-in first and comes back", async ({ openBrowser }) => {
    const page = await (await openBrowser()).newPage();
    await page.goto("/r/customers?search=nora.berg101@mail.example");
    await page.getByRole("link", { name: /^Sign in with/ }).click();
    await choosePerson(page, "viewer");
    await expect(page).toHaveURL(/\/r\/customers\?search=nora/);
    await expect(page.getByRole("link", { name: "10101" })).toBeVisible();
  });
});
