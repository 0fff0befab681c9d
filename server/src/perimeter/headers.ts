/** By lower-case name. */
type Headers = Record<string, string>;

/** On every answer: nobody frames it, guesses its type, shares its process or learns its address. */
const everywhere: Headers = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** For what carries data or begins a session: kept nowhere, and inert when opened as a page. */
export const answerHeaders: Headers = {
  ...everywhere,
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

/**
 * For the console's files; `hashed` are those whose name changes with their content. Kept by browsers only: a cache on
 * the way would show them to whom the perimeter refuses.
 */
export function assetHeaders(hashed: boolean): Headers {
  return {
    ...everywhere,
    "cache-control": hashed ? "private, max-age=31536000, immutable" : "private, no-cache",
    "content-security-policy": "frame-ancestors 'none'",
  };
}

/**
 * For the console's page. Scripts come from our own files only, never inline. Ant Design writes style elements while
 * it runs, which is what the nonce is for, and measures text areas through a style attribute, which has no nonce.
 */
export function pageHeaders(nonce: string): Headers {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ];
  return {
    ...everywhere,
    "cache-control": "no-store",
    "content-security-policy": policy.join("; "),
  };
}
