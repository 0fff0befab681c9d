import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Addresses that begin alike (RFC 4632, RFC 4291); an IPv4 address mapped into IPv6 is the IPv4 address. */
export interface Network {
  readonly address: ipaddr.IPv4 | ipaddr.IPv6;
  /** Bits that count. */
  readonly bits: number;
}

/**
 * An address in the one way of writing it: `::FFFF:10.0.0.1` is `10.0.0.1`. Null for anything else, and for IPv4 in
 * ways that only some programs read (`10.1`, `0xa.0.0.1`, `010.0.0.1`).
 */
export function readAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // A zone (RFC 4007) names a link of this machine's, and no other address.
  return isIP(text) === 0 ? null : ipaddr.process(text.replace(/%.*$/, ""));
}

/** `203.0.113.0/24`, `2001:db8::/32`, or a single address; null for anything else, and where bits beyond the mask are set. */
export function readNetwork(text: string): Network | null {
  const [, host = "", mask] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const address = readAddress(host);
  if (address === null) return null;
  const width = address.kind() === "ipv4" ? 32 : 128;
  const isMapped = width === 32 && host.includes(":");
  const bits = mask === undefined ? width : Number(mask) - (isMapped ? 96 : 0);
  if (bits < 0 || bits > width) return null;
  const network = { address, bits };
  return isBare(network) ? network : null;
}

function isBare({ address, bits }: Network): boolean {
  const binary = address
    .toByteArray()
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  return !binary.slice(bits).includes("1");
}

/** Whether an address lies in one of the networks. */
export function isWithin(
  networks: readonly Network[],
  address: ipaddr.IPv4 | ipaddr.IPv6,
): boolean {
  return networks.some(
    (network) =>
      network.address.kind() === address.kind() && address.match([network.address, network.bits]),
  );
}

/** So wide that it holds a good part of everybody: beyond /8, or /16 of IPv6, it is no company's. */
export function isEverywhere({ address, bits }: Network): boolean {
  return bits < (address.kind() === "ipv4" ? 8 : 16);
}
