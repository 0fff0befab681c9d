import type { CryptoKey, JWTVerifyGetKey } from "jose";
import { createRemoteJWKSet, customFetch, errors, importSPKI } from "jose";
import type { AccessProxyConfig } from "../config/access-proxy.ts";

/** The proxy's keys cannot be had, so nothing can be told of any token. */
export class KeysUnavailable extends Error {
  override readonly name = "KeysUnavailable";
}

const timeout = 5_000;
/** Milliseconds between two fetches that a token with an unknown key brings about. */
const cooldown = 30_000;
/** Milliseconds without a try after one that failed. */
const failurePause = 5_000;
/** Milliseconds after which keys are fetched anew; until then a proxy's outage does no harm. */
const lifetime = 600_000;

/** Finds the public key that a token names, and fetches it where it is not known yet. Per process. */
export function findProxyKey(proxy: AccessProxyConfig, now: () => number): JWTVerifyGetKey {
  const find = proxy.keysUrl.includes("{kid}")
    ? onePerFile(proxy, now)
    : createRemoteJWKSet(new URL(proxy.keysUrl), {
        timeoutDuration: timeout,
        cooldownDuration: cooldown,
        cacheMaxAge: lifetime,
        [customFetch]: pauseAfterFailure(now),
      });
  return async (header, token) => {
    try {
      return await find(header, token);
    } catch (cause) {
      if (cause instanceof errors.JWKSNoMatchingKey) throw cause;
      if (cause instanceof errors.JWKSMultipleMatchingKeys) throw cause;
      throw new KeysUnavailable("the keys of the access proxy cannot be had", { cause });
    }
  };
}

/** While the proxy's keys cannot be had, strangers' requests must not become requests to it. */
function pauseAfterFailure(now: () => number) {
  let pausedUntil = 0;
  return async (url: string, init: RequestInit): Promise<Response> => {
    if (now() < pausedUntil) throw new Error("the last attempt has only just failed");
    pausedUntil = now() + failurePause;
    const response = await fetch(url, init);
    if (response.ok) pausedUntil = 0;
    return response;
  };
}

/** Milliseconds between two tries at a file. */
const onePerFileCooldown = 1_000;

/**
 * AWS has a PEM file for each key, and its name never gets another key, so it is fetched once. What a stranger names is
 * not fetched unless it looks like a name, and seldom.
 */
function onePerFile(proxy: AccessProxyConfig, now: () => number): JWTVerifyGetKey {
  const keys = new Map<string, CryptoKey>();
  let pausedUntil = 0;
  return async ({ kid = "", alg = "" }) => {
    const known = keys.get(kid);
    if (known !== undefined) return known;
    if (!/^[A-Za-z0-9-]{1,64}$/.test(kid)) throw new errors.JWKSNoMatchingKey();
    if (now() < pausedUntil) throw new Error("the last attempt has only just been made");
    pausedUntil = now() + onePerFileCooldown;
    const response = await fetch(proxy.keysUrl.replace("{kid}", kid), {
      redirect: "error",
      signal: AbortSignal.timeout(timeout),
    });
    if (response.status === 404 || response.status === 403) throw new errors.JWKSNoMatchingKey();
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    const key = await importSPKI(await response.text(), alg);
    const [oldest] = keys.keys();
    if (oldest !== undefined && keys.size >= mostKeys) keys.delete(oldest);
    keys.set(kid, key);
    return key;
  };
}

const mostKeys = 16;
