import { authPaths } from "./auth-paths.ts";

/**
 * Where other sites post by design, and what comes proves by a signature whom it is from: SAML's answer, by way of the
 * browser (Bindings, section 3.5), and the provider's notice that somebody has signed out (OpenID Connect Back-Channel
 * Logout, section 2.5). These two addresses to the letter, and no other way of writing them.
 */
const postedFromElsewhere = [authPaths.samlCallback, authPaths.backChannelLogout];

/** What is read where a request goes: a page, to which links from elsewhere lead, or data, which only the console asks for. */
type Reading = "page" | "data";

/**
 * Whether another site may have made the browser send this request (THREATS P3; OWASP, cross-site request forgery).
 * A change must prove where it comes from: by `Sec-Fetch-Site`, which no script can set, else by `Origin`; without
 * either it is refused. Reads of data go the same way where the browser says anything, because even a read whose
 * answer nobody gets stands in the audit log under the victim's name. Which of the two it is, the route says: an
 * address can be written in many ways.
 */
export function isCrossSite(request: Request, origin: string, reading: Reading): boolean {
  if (isPostedByDesign(request)) return false;
  const site = request.headers.get("sec-fetch-site");
  const changes = !["GET", "HEAD", "OPTIONS"].includes(request.method);
  if (changes)
    return site !== null ? site !== "same-origin" : request.headers.get("origin") !== origin;
  return reading === "data" && site !== null && site !== "same-origin" && site !== "none";
}

function isPostedByDesign({ method, url }: Request): boolean {
  return method === "POST" && postedFromElsewhere.some((path) => new URL(path, url).href === url);
}
