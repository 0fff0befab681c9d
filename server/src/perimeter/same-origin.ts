/**
 * Whether another site may have made the browser send this request (THREATS P3; OWASP, cross-site request forgery).
 * A change must prove where it comes from: by `Sec-Fetch-Site`, which no script can set, else by `Origin`; without
 * either it is refused. Reads of the API go the same way where the browser says anything, because even a read whose
 * answer nobody gets stands in the audit log under the victim's name.
 */
export function isCrossSite(request: Request, origin: string): boolean {
  const site = request.headers.get("sec-fetch-site");
  const changes = !["GET", "HEAD", "OPTIONS"].includes(request.method);
  if (changes)
    return site !== null ? site !== "same-origin" : request.headers.get("origin") !== origin;
  const isPage = !new URL(request.url).pathname.startsWith("/api/");
  return !isPage && site !== null && site !== "same-origin" && site !== "none";
}
