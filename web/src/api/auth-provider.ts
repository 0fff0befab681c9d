import type { AuthProvider } from "@refinedev/core";
import { paths } from "../route/paths.ts";
import { fetchMe, signInAddress, signOut } from "./session.ts";

/**
 * Refine's view of the sign-in, which happens outside the console, at the identity provider.
 * Signing out loads the page anew, so that nothing shown before stays in memory.
 */
export const authProvider: AuthProvider = {
  login: async () => {
    window.location.assign(signInAddress(window.location.pathname + window.location.search));
    return { success: true };
  },
  logout: async () => {
    await signOut();
    window.location.assign(paths.signIn());
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
