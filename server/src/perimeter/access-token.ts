import type { JWTVerifyResult } from "jose";
import { errors, jwtVerify } from "jose";
import type { AccessProxyConfig } from "../config/access-proxy.ts";
import { type Refusal, refuse } from "../contract/index.ts";
import { findProxyKey, KeysUnavailable } from "./proxy-keys.ts";

/** Whom the access proxy has signed in. */
export interface Visitor {
  /** Null where the proxy says that it is not verified. */
  readonly email: string | null;
  readonly subject: string | null;
}

/** Seconds that the proxy's clock and ours may differ. */
const clockTolerance = 30;
const expired = "carries a token that has expired, of";
/** Characters; a header beyond that is no proxy's. */
const longest = 16_000;

/**
 * Verifies the token that the access proxy puts into its header (RFC 7519, RFC 8725): signature by one of the proxy's
 * keys, algorithm, issuer, audience, signer, time. A request without one has come past the proxy.
 */
export function verifyAccessTokens(
  proxy: AccessProxyConfig,
  now: () => number,
): (headers: Headers) => Promise<Visitor | Refusal> {
  const findKey = findProxyKey(proxy, now);
  const refused = (why: string) =>
    refuse("proxy_token_refused", { detail: `This request ${why} ${proxy.label}.` });
  return async (headers) => {
    const token = headers.get(proxy.header);
    if (token === null) return refused("carries no token of");
    if (token.length > longest) return refused("carries a token that is not of");
    try {
      const result = await jwtVerify(
        token,
        (header, flattened) => {
          // Before a key is fetched for it.
          assertSigner(proxy, header);
          return findKey(header, flattened);
        },
        {
          algorithms: [...proxy.algorithms],
          clockTolerance,
          currentDate: new Date(now()),
          ...(proxy.issuer !== undefined && { issuer: proxy.issuer }),
          ...(proxy.audience !== undefined && { audience: proxy.audience }),
        },
      );
      return isTimely(result, now() / 1000) ? visitorOf(result) : refused(expired);
    } catch (cause) {
      if (cause instanceof KeysUnavailable) return refuse("proxy_keys_unavailable");
      return cause instanceof errors.JWTExpired
        ? refused(expired)
        : refused("carries a token that is not of");
    }
  };
}

function assertSigner({ signedBy = {} }: AccessProxyConfig, header: object): void {
  const stated = new Map<string, unknown>(Object.entries(header));
  for (const [name, value] of Object.entries(signedBy))
    if (stated.get(name) !== value) throw new errors.JWSInvalid(`another ${name}`);
}

/** AWS writes the end of a token's life into its header; without one it would live for ever. */
function isTimely({ payload, protectedHeader }: JWTVerifyResult, now: number): boolean {
  const { exp = protectedHeader.exp } = payload;
  return typeof exp === "number" && now < exp + clockTolerance;
}

function visitorOf({ payload }: JWTVerifyResult): Visitor {
  // AWS passes on what the provider wrote, which may be text.
  const isUnverified = String(payload.email_verified) === "false";
  return { email: isUnverified ? null : textOf(payload.email), subject: textOf(payload.sub) };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
