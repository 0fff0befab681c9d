import type { MeAnswer, SignInPage } from "purser/contract";
import { printQuery, request, send } from "./http.ts";

/** Who is signed in. Asked once, without waiting for a sign-in: 401 is an answer here. */
export function fetchMe(signal?: AbortSignal): Promise<MeAnswer> {
  return send("/api/me", { signal });
}

/** What the sign-in page may say before anybody is known. */
export function fetchSignInPage(signal?: AbortSignal): Promise<SignInPage> {
  return send("/auth/provider", { signal });
}

export function signOut(): Promise<void> {
  return request("/auth/logout", { method: "POST" });
}

/** Where the browser goes to sign in; it comes back to `returnTo`, a path of this console. */
export function signInAddress(returnTo: string): string {
  return `/auth/login${printQuery({ returnTo })}`;
}
