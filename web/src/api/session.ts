import type { MeAnswer, SignInPage } from "purser/contract";
import { printQuery, problemOf, type RequestOptions, request, send } from "./http.ts";
import { viewAs, viewedRoles } from "./view-as.ts";

/** Who is signed in. Asked once, without waiting for a sign-in: 401 is an answer here. */
export async function fetchMe(signal?: AbortSignal): Promise<MeAnswer> {
  try {
    return await send("/api/me", { signal });
  } catch (error) {
    // Somebody else has signed in in this tab, or the role is gone: nobody is to be locked out by it.
    const { code } = problemOf(error);
    if (viewedRoles().length > 0 && (code === "forbidden" || code === "invalid_header"))
      viewAs([], window.location.pathname);
    throw error;
  }
}

/** The same in the midst of things: where nobody is signed in any more, it waits until somebody is. */
export function fetchMeAgain(options: Pick<RequestOptions, "isBackground">): Promise<MeAnswer> {
  return request("/api/me", options);
}

/** What the sign-in page may say before anybody is known. */
export function fetchSignInPage(signal?: AbortSignal): Promise<SignInPage> {
  return send("/auth/provider", { signal });
}

export function signOut(): Promise<void> {
  return send("/auth/logout", { method: "POST" });
}

/** Where the browser goes to sign in; it comes back to `returnTo`, a path of this console. */
export function signInAddress(returnTo: string): string {
  return `/auth/login${printQuery({ returnTo })}`;
}

/** Where whoever is signed in proves anew, at the provider, who they are. */
export function freshSignInAddress(returnTo: string): string {
  return `/auth/login${printQuery({ fresh: "true", returnTo })}`;
}
