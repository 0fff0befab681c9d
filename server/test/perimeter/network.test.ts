import { describe, expect, test } from "vitest";
import { isWithin, readAddress, readNetwork } from "../../src/config/network.ts";
import type { PerimeterConfig } from "../../src/config/perimeter.ts";
import { compileNetworkRule, judgeNetwork } from "../../src/perimeter/network.ts";

const local = "http://localhost:4000";
const elsewhere = "https://admin.example.com";

describe("a network holds", () => {
  test.each([
    ["203.0.113.0/24", "203.0.113.255", true],
    ["203.0.113.0/24", "203.0.114.0", false],
    ["203.0.113.0/24", "::ffff:203.0.113.9", true],
    ["203.0.113.0/24", "2001:db8::1", false],
    ["::ffff:203.0.113.0/120", "203.0.113.9", true],
    ["203.0.113.7", "203.0.113.7", true],
    ["203.0.113.7", "203.0.113.8", false],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["2001:db8::1", "2001:db8::1", true],
    ["fe80::/64", "fe80::1%eth0", true],
  ])("%s %s: %s", (network, address, holds) => {
    const [read, seen] = [readNetwork(network), readAddress(address)];
    if (read === null || seen === null) throw new Error("neither is to be refused");
    expect(isWithin([read], seen)).toBe(holds);
  });

  test.each([
    "203.0.113.0/33",
    "203.0.113.7/24",
    "2001:db8::1/32",
    "2001:db8::/129",
    "203.0.113/24",
    "10/8",
    "0x0a.0.0.0/8",
    "::ffff:10.0.0.0/8",
    "203.0.113.0/",
    "203.0.113.0/-1",
    "example.com",
    "",
  ])("%j is no network", (text) => {
    expect(readNetwork(text)).toBeNull();
  });
});

type Case = readonly [
  what: string,
  perimeter: PerimeterConfig | undefined,
  origin: string,
  peer: string | null,
  headers: Record<string, string>,
];

function judge([, perimeter, origin, peer, headers]: Case): string | undefined {
  const rule = compileNetworkRule(perimeter, origin);
  return judgeNetwork(rule, { peer, headers: new Headers(headers) })?.detail;
}

const office: PerimeterConfig = { networks: ["203.0.113.0/24", "2001:db8::/32"] };
const proxied: PerimeterConfig = { ...office, trustedProxies: ["10.0.0.2"] };
const access: PerimeterConfig = {
  access: { label: "it", header: "x-t", algorithms: ["ES256"], keysUrl: "https://keys.test" },
};

describe("comes in", () => {
  test.each<Case>([
    ["this machine, with no perimeter", undefined, local, "127.0.0.1", {}],
    ["this machine in IPv6", undefined, local, "::1", {}],
    ["this machine, mapped", undefined, local, "::ffff:127.0.0.1", {}],
    ["a call in the process, with no perimeter", undefined, local, null, {}],
    ["an address of the networks", office, elsewhere, "203.0.113.7", {}],
    ["one of IPv6", office, elsewhere, "2001:db8::7", {}],
    ["one through the proxy", proxied, elsewhere, "10.0.0.2", { "x-forwarded-for": "203.0.113.7" }],
    ["anybody, to the access proxy's token", access, elsewhere, "198.51.100.1", {}],
    [
      "anybody, where that is said",
      { dangerouslyAllowEveryNetwork: true },
      elsewhere,
      "198.51.100.1",
      {},
    ],
  ])("%s", (what, perimeter, origin, peer, headers) => {
    expect(judge([what, perimeter, origin, peer, headers])).toBeUndefined();
  });
});

describe("is refused", () => {
  test.each<readonly [...Case, seen: string]>([
    ["another machine, with no perimeter", undefined, local, "192.168.1.5", {}, "192.168.1.5"],
    [
      "a call in the process, where people come from elsewhere",
      office,
      elsewhere,
      null,
      {},
      "unknown",
    ],
    ["no address", office, elsewhere, "nonsense", {}, "unknown"],
    ["another network", office, elsewhere, "198.51.100.1", {}, "198.51.100.1"],
    ["this machine, where it is not named", office, elsewhere, "127.0.0.1", {}, "127.0.0.1"],
    [
      "a header of one's own",
      office,
      elsewhere,
      "198.51.100.1",
      { "x-forwarded-for": "203.0.113.7" },
      "198.51.100.1",
    ],
    [
      "the newer header",
      proxied,
      elsewhere,
      "10.0.0.2",
      { forwarded: "for=203.0.113.7" },
      "10.0.0.2",
    ],
    [
      "an address to the left",
      proxied,
      elsewhere,
      "10.0.0.2",
      { "x-forwarded-for": "203.0.113.7, 198.51.100.1" },
      "198.51.100.1",
    ],
    [
      "other headers that proxies set",
      proxied,
      elsewhere,
      "10.0.0.2",
      {
        "x-forwarded-for": "198.51.100.1",
        "x-real-ip": "203.0.113.7",
        "client-ip": "203.0.113.7",
        "cf-connecting-ip": "203.0.113.7",
      },
      "198.51.100.1",
    ],
    [
      "who passes the proxy by, from the right network",
      proxied,
      elsewhere,
      "203.0.113.7",
      {},
      "none of the proxies",
    ],
    [
      "a proxy that does not say for whom",
      { networks: ["10.0.0.0/8"], trustedProxies: ["10.0.0.2"] },
      elsewhere,
      "10.0.0.2",
      {},
      "does not say for whom",
    ],
    [
      "a proxy on this machine that nobody named",
      undefined,
      local,
      "127.0.0.1",
      { "x-forwarded-for": "127.0.0.1" },
      "trustedProxies",
    ],
    [
      "the same with the newer header",
      undefined,
      local,
      "::1",
      { forwarded: "for=127.0.0.1" },
      "trustedProxies",
    ],
    [
      "the same with an access proxy",
      access,
      elsewhere,
      "127.0.0.1",
      { via: "1.1 proxy" },
      "trustedProxies",
    ],
    [
      "another network, with an access proxy too",
      { ...office, ...access },
      elsewhere,
      "198.51.100.1",
      {},
      "198.51.100.1",
    ],
  ])("%s", (what, perimeter, origin, peer, headers, seen) => {
    expect(judge([what, perimeter, origin, peer, headers])).toContain(seen);
  });
});
