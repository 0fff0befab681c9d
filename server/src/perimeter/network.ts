import { isLoopback } from "../config/loopback.ts";
import { isWithin, type Network, readAddress, readNetwork } from "../config/network.ts";
import type { PerimeterConfig } from "../config/perimeter.ts";
import { type Refusal, refuse } from "../contract/index.ts";
import type { Client } from "./client.ts";
import { findClient } from "./client.ts";

/** From where requests are answered. */
export interface NetworkRule {
  /** Null: from everywhere, as far as networks go. */
  readonly networks: readonly Network[] | null;
  /** Where there are any, requests come through them or not at all. */
  readonly trustedProxies: readonly Network[];
  /** An undeclared proxy on this machine would make the whole world look like this machine. */
  readonly refusesForwarded: boolean;
  /** Calls within the process, of which no peer is known, are answered. */
  readonly answersInProcess: boolean;
}

const thisMachine = networksOf(["127.0.0.0/8", "::1"]);

/** With no perimeter in the config, this machine alone. */
export function compileNetworkRule(perimeter: PerimeterConfig = {}, origin: string): NetworkRule {
  const { networks, trustedProxies, access, dangerouslyAllowEveryNetwork = false } = perimeter;
  const isElsewhere = access !== undefined || dangerouslyAllowEveryNetwork;
  const own = networks ? networksOf(networks) : thisMachine;
  return {
    networks: networks === undefined && isElsewhere ? null : own,
    trustedProxies: networksOf(trustedProxies ?? []),
    refusesForwarded: trustedProxies === undefined && !dangerouslyAllowEveryNetwork,
    answersInProcess:
      networks === undefined && (isElsewhere || isLoopback(new URL(origin).hostname)),
  };
}

function networksOf(texts: readonly string[]): readonly Network[] {
  return texts.flatMap((text) => readNetwork(text) ?? []);
}

/** What is asked of where a request comes from: its peer and two headers. */
export interface Approach {
  readonly peer: string | null;
  readonly headers: Headers;
}

export function clientOf(rule: NetworkRule, { peer, headers }: Approach): Client {
  return findClient(peer, headers.get("x-forwarded-for"), rule.trustedProxies);
}

/** Null where the request may come in. Everything that is not known to be one of the networks is refused. */
export function judgeNetwork(rule: NetworkRule, approach: Approach): Refusal | null {
  const { peer, headers } = approach;
  if (peer === null) return rule.answersInProcess ? null : refused("an unknown address");
  const direct = readAddress(peer);
  if (direct === null) return refused("an unknown address");
  const seen = direct.toString();
  if (rule.trustedProxies.length > 0 && !isWithin(rule.trustedProxies, direct))
    return refused(seen, "which is none of the proxies that Purser stands behind");
  if (rule.refusesForwarded && isWithin(thisMachine, direct) && isForwarded(headers))
    return refused(
      seen,
      "through a proxy that the config does not name; `perimeter.trustedProxies` does",
    );
  const client = clientOf(rule, approach);
  if (!client.isKnown)
    return refused(seen, "a proxy that does not say for whom; it must set X-Forwarded-For");
  const address = client.address === null ? null : readAddress(client.address);
  if (rule.networks === null || (address !== null && isWithin(rule.networks, address))) return null;
  return refused(client.address ?? "an unknown address");
}

function isForwarded(headers: Headers): boolean {
  return ["x-forwarded-for", "forwarded", "x-real-ip", "via"].some((name) => headers.has(name));
}

function refused(
  seen: string,
  why = "which is not in any network that Purser is open to",
): Refusal {
  return refuse("network_refused", { detail: `This request came from ${seen}, ${why}.` });
}
