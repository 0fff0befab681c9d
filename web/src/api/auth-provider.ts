import type { AuthProvider } from "@refinedev/core";
import { fetchMe, signInAddress, signOut } from "./session.ts";

/** Refine's view of the sign-in, which happens outside the console, at the identity provider. */
export const authProvider: AuthProvider = {
  login: async () => {
    window.location.assign(signInAddress(window.location.pathname + window.location.search));
    return { success: true };
  },
  logout: async () => {
    await signOut();
    return { success: true };
  },
  check: async () => {
    try {
      await fetchMe();
      return { authenticated: true };
    } catch {
      return { authenticated: false };
    }
  },
  getIdentity: () => fetchMe(),
  // `request` has already waited for the sign-in where that was the matter.
  onError: async () => ({}),
};
