/**
 * Where to go on: an address of this console and no other, also for browsers, which take `\` for `/` and leave out
 * tabs and line breaks (URL Standard, basic URL parser).
 */
export function readReturnTo(params: URLSearchParams): string {
  const path = params.get("returnTo") ?? "/";
  const here = "https://console.invalid";
  const url = URL.parse(path, here);
  if (!path.startsWith("/") || url === null || url.origin !== here) return "/";
  // `/.//elsewhere` is here as a whole, but its path alone would be read as another host.
  if (url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}
