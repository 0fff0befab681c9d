import type { MeAnswer, SignInPage, SignOutAnswer } from "purser/contract";
import { paths } from "../route/paths.ts";
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

/** Where the session at the identity provider is ended, across the load of the sign-in page. */
const providerLogout = "provider-logout";

/** Ends the session here, and loads the sign-in page, so that nothing that was shown stays in memory. */
export async function signOut(): Promise<void> {
  const answer: SignOutAnswer = await send("/auth/logout", { method: "POST" });
  // What this tab remembers was somebody's own.
  sessionStorage.clear();
  sessionStorage.setItem(providerLogout, answer.providerLogout ?? "");
  window.location.assign(paths.signIn());
}

/** Told once, after somebody has signed out: the provider's address for that, empty where there is none. */
export function takeProviderLogout(): string | null {
  const address = sessionStorage.getItem(providerLogout);
  sessionStorage.removeItem(providerLogout);
  return address;
}

/** Where the browser goes to sign in; it comes back to `returnTo`, a path of this console. */
export function signInAddress(returnTo: string): string {
  return `/auth/login${printQuery({ returnTo })}`;
}

/** Where whoever is signed in proves anew, at the provider, who they are. */
export function freshSignInAddress(returnTo: string): string {
  return `/auth/login${printQuery({ fresh: "true", returnTo })}`;
}
