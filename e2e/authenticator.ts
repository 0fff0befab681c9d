import type { Page } from "@playwright/test";

/** A device's own authenticator, which takes whoever is at the page for its owner. */
export interface Authenticator {
  /** Whether its owner is there and verified, or turns away. */
  readonly setPresent: (isPresent: boolean) => Promise<void>;
}

/** Gives the page such a device (Chrome DevTools Protocol, domain WebAuthn). It lives as long as the page. */
export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  });
  return {
    setPresent: async (isPresent) => {
      await devtools.send("WebAuthn.setUserVerified", {
        authenticatorId,
        isUserVerified: isPresent,
      });
    },
  };
}
