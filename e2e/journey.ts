import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { type Role, signIn } from "./sign-in.ts";

export { expect };

interface Journey {
  /** The number of a record for this journey alone: a second try gets another one, as the first may have changed it. */
  readonly own: (number: number | bigint) => string;
  /** Statuses that this journey provokes: the browser puts each such answer on its console as an error. */
  readonly refusals: readonly number[];
  /** A browser profile of its own, nobody signed in. */
  readonly openBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A page in a profile of its own where somebody of this role is signed in. */
  readonly openAs: (role: Role, path?: string, options?: BrowserContextOptions) => Promise<Page>;
}

interface Worker {
  readonly signedIn: Map<Role, Awaited<ReturnType<BrowserContext["storageState"]>>>;
}

/** Fails a journey that leaves an error on any of its pages' consoles, broken content security policies among them. */
export const test = base.extend<Journey, Worker>({
  refusals: [[], { option: true }],
  own: ({ browserName: _ }, use, { retry }) =>
    use((number) => `${BigInt(number) + BigInt(1000 * retry)}`),
  signedIn: [({ browserName: _ }, use) => use(new Map()), { scope: "worker" }],
  openBrowser: async ({ browser, contextOptions, refusals }, use) => {
    const problems: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...contextOptions, ...options });
      await watch(context, problems);
      contexts.push(context);
      return context;
    });
    await Promise.all(contexts.map((context) => context.close()));
    const provoked = refusals.map((status) => `responded with a status of ${status}`);
    const others = problems.filter((problem) => !provoked.some((one) => problem.includes(one)));
    expect(others, "errors on the browser's console").toEqual([]);
  },
  openAs: async ({ openBrowser, signedIn }, use) => {
    await use(async (role, path = "/", options = {}) => {
      const storageState = signedIn.get(role);
      const context = await openBrowser({ ...options, ...(storageState && { storageState }) });
      const page = await context.newPage();
      if (storageState === undefined) {
        await signIn(page, role);
        signedIn.set(role, await context.storageState());
      }
      await page.goto(path);
      return page;
    });
  },
});

async function watch(context: BrowserContext, problems: string[]): Promise<void> {
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(`${message.text()} (${message.page()?.url()})`);
  });
  context.on("weberror", (error) => problems.push(`${error.error()}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.error(`broken policy: ${effectiveDirective} ${blockedURI}`),
    );
  });
}
