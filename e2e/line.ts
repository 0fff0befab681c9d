import type { Page } from "@playwright/test";

/** Sets the bytes a second at which answers reach the page; -1: as fast as they come. */
export type SetSpeed = (bytesPerSecond: number) => Promise<void>;

/** Takes hold of the page's line (Chrome DevTools Protocol, domain Network). */
export async function holdLine(page: Page): Promise<SetSpeed> {
  const devtools = await page.context().newCDPSession(page);
  return async (downloadThroughput) => {
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      uploadThroughput: -1,
      downloadThroughput,
    });
  };
}
