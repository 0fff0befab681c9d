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
 * For the console's page. Scripts come from our own files only, never inline, and no text becomes one: `default` is the
 * policy of `trusted-types.js`, beside which there can be no other. The nonce is for the style elements that Ant Design
 * writes while it runs.
 */
export function pageHeaders(nonce: string): Headers {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types default",
  ];
  return {
    ...everywhere,
    "cache-control": "no-store",
    "content-security-policy": policy.join("; "),
  };
}

/**
 * On every answer of a console that is opened over TLS: for a year, browsers ask in no other way (RFC 6797). Of further
 * names under its own it says nothing; those may be somebody else's.
 */
export function transportHeaders(origin: string): Headers {
  return origin.startsWith("https:") ? { "strict-transport-security": "max-age=31536000" } : {};
}
