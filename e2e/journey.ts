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
  /** Network errors that this journey provokes, as the browser calls them. */
  readonly failures: readonly string[];
  /** Breaches of the content security policy that this journey provokes, in order: the directive, and what it stopped. */
  readonly breaches: readonly string[];
  /** A browser profile of its own, nobody signed in. */
  readonly openBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A page in a profile of its own where somebody of this role is signed in. */
  readonly openAs: (role: Role, path?: string, options?: BrowserContextOptions) => Promise<Page>;
}

interface Worker {
  readonly signedIn: Map<Role, SignedIn>;
}

/** A sign-in that further pages share, for as long as it is a fresh proof of who somebody is. */
interface SignedIn {
  readonly state: Awaited<ReturnType<BrowserContext["storageState"]>>;
  readonly at: number;
}

/** Milliseconds; the console asks for a fresh proof after ten minutes, and a journey takes a while as well. */
const sharedFor = 5 * 60_000;

/** What the pages of one journey had to complain about. */
interface Complaints {
  readonly errors: string[];
  readonly breaches: string[];
}

/** Fails a journey that breaks the content security policy, or leaves an error on the console, on any of its pages. */
export const test = base.extend<Journey, Worker>({
  refusals: [[], { option: true }],
  failures: [[], { option: true }],
  breaches: [[], { option: true }],
  own: ({ browserName: _ }, use, { retry }) =>
    use((number) => `${BigInt(number) + BigInt(1000 * retry)}`),
  signedIn: [({ browserName: _ }, use) => use(new Map()), { scope: "worker" }],
  openBrowser: async ({ browser, contextOptions, refusals, failures, breaches }, use) => {
    const complaints: Complaints = { errors: [], breaches: [] };
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...contextOptions, ...options });
      await watch(context, complaints);
      contexts.push(context);
      return context;
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(complaints.breaches, "breaches of the content security policy").toEqual(breaches);
    const provoked = [
      ...refusals.map((status) => `responded with a status of ${status}`),
      ...failures,
      // What the browser says of a breach on the console, in other words.
      ...(breaches.length > 0
        ? ["Content Security Policy", "Content Security policy", "This document requires"]
        : []),
    ];
    const others = complaints.errors.filter(
      (error) => !provoked.some((one) => error.includes(one)),
    );
    expect(others, "errors on the browser's console").toEqual([]);
  },
  openAs: async ({ openBrowser, signedIn }, use) => {
    await use(async (role, path = "/", options = {}) => {
      const kept = signedIn.get(role);
      const shared = kept !== undefined && Date.now() - kept.at < sharedFor ? kept : undefined;
      const storageState = shared && { storageState: shared.state };
      const context = await openBrowser({ ...options, ...storageState });
      const page = await context.newPage();
      if (shared === undefined) {
        await signIn(page, role);
        signedIn.set(role, { state: await context.storageState(), at: Date.now() });
      }
      await page.goto(path);
      return page;
    });
  },
});

async function watch(context: BrowserContext, { errors, breaches }: Complaints): Promise<void> {
  context.on("console", (message) => {
    const text = message.text();
    const [, breach] = /^breach: (.*)/.exec(text) ?? [];
    if (breach !== undefined) breaches.push(breach);
    else if (message.type() === "error") errors.push(`${text} (${message.page()?.url()})`);
  });
  context.on("weberror", (error) => errors.push(`${error.error()}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      console.info(`breach: ${effectiveDirective} ${blockedURI}`),
    );
  });
}
