import type { Network } from "../config/network.ts";
import { isWithin, readAddress } from "../config/network.ts";

/** Who sent a request, as far as that can be believed. */
export interface Client {
  /** For the log too; null where there is no peer (in-process calls). */
  readonly address: string | null;
  /** False where a trusted proxy does not say for whom it asks: the address is then the proxy's. */
  readonly isKnown: boolean;
}

/**
 * Counts from the right through `X-Forwarded-For`: each trusted proxy has appended whom it heard from, and what stands
 * to the left of the first that is not trusted is that one's own invention (THREATS P1). What a trusted proxy did not
 * write as an address ends the count. Several such headers come joined with commas; `Forwarded` (RFC 7239) is ignored,
 * since a proxy that appends to the one passes the other on as it came.
 */
export function findClient(
  peer: string | null,
  forwardedFor: string | null,
  trustedProxies: readonly Network[],
): Client {
  let address = peer === null ? null : readAddress(peer);
  if (address === null) return { address: null, isKnown: peer === null };
  const hops = forwardedFor?.split(",") ?? [];
  let isNamed = false;
  while (isWithin(trustedProxies, address)) {
    const hop = hops.pop();
    if (hop === undefined) return { address: address.toString(), isKnown: isNamed };
    const before = readAddress(withoutPort(hop.trim()));
    if (before === null) return { address: address.toString(), isKnown: false };
    address = before;
    isNamed = true;
  }
  return { address: address.toString(), isKnown: true };
}

/** `203.0.113.7:51234` and `[2001:db8::7]:51234`, as some proxies write. */
function withoutPort(hop: string): string {
  return hop.replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1");
}
