const longest = 2000;

/**
 * Where to go after a sign-in: a path of the console, or `/` for anything else (CWE-601, open redirect).
 * Browsers take `\` for `/` and drop tabs and line ends, so an address that has any is not looked at further.
 */
export function safeReturnTo(wanted: string | undefined, origin: string): string {
  if (wanted === undefined || wanted.length > longest || !/^\/[^\\\p{Cc}]*$/u.test(wanted))
    return "/";
  const url = URL.parse(wanted, origin);
  if (url === null || url.origin !== new URL(origin).origin) return "/";
  // `/.//elsewhere` is on this origin as a whole, but its path alone would be read as another host.
  if (/^\/(\/|api(\/|$)|auth(\/|$))/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}
