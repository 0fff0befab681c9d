import { describe, expect, test } from "vitest";
import { readNetwork } from "../../src/config/network.ts";
import { findClient } from "../../src/perimeter/client.ts";

const trusted = ["10.0.0.2", "10.0.0.3", "2001:db8:ffff::/48"].flatMap(
  (text) => readNetwork(text) ?? [],
);

/** P1: what a header says counts only as far as a proxy of ours has written it. */
describe("the client is counted from the right", () => {
  test.each<[what: string, peer: string, header: string | null, address: string]>([
    ["no proxy", "203.0.113.7", null, "203.0.113.7"],
    ["a header of the client's own", "203.0.113.7", "192.0.2.1", "203.0.113.7"],
    ["one proxy", "10.0.0.2", "203.0.113.7", "203.0.113.7"],
    ["one proxy, and what the client wrote", "10.0.0.2", "192.0.2.1, 203.0.113.7", "203.0.113.7"],
    ["two proxies", "10.0.0.2", "203.0.113.7, 10.0.0.3", "203.0.113.7"],
    [
      "two, one of which the client made up",
      "10.0.0.2",
      "192.0.2.1, 10.0.0.3, 203.0.113.7",
      "203.0.113.7",
    ],
    ["a mapped peer", "::ffff:10.0.0.2", "203.0.113.7", "203.0.113.7"],
    ["a mapped client", "10.0.0.2", "::ffff:203.0.113.7", "203.0.113.7"],
    ["a mapped client in hexadecimal", "10.0.0.2", "::ffff:cb00:7107", "203.0.113.7"],
    ["a port", "10.0.0.2", "203.0.113.7:51234", "203.0.113.7"],
    ["IPv6", "2001:db8:ffff::1", "2001:DB8:0:0::7", "2001:db8::7"],
    ["IPv6 in brackets", "10.0.0.2", "[2001:db8::7]", "2001:db8::7"],
    ["IPv6 with a port", "10.0.0.2", "[2001:db8::7]:443", "2001:db8::7"],
    ["a client on a proxy's machine", "10.0.0.2", "10.0.0.3", "10.0.0.3"],
    ["garbage to the left", "10.0.0.2", "unknown, <script>, 203.0.113.7", "203.0.113.7"],
  ])("%s", (_, peer, header, address) => {
    expect(findClient(peer, header, trusted)).toEqual({ address, isKnown: true });
  });
});

describe("a proxy that does not say for whom is not taken for a client", () => {
  test.each<[what: string, header: string | null]>([
    ["nothing", null],
    ["an empty header", ""],
    ["garbage", "unknown"],
    ["an empty entry at the end", "203.0.113.7,"],
    ["a number", "3405803783"],
    ["IPv4 in octal", "0313.0.0161.7"],
    ["IPv4 with leading noughts", "203.000.113.007"],
    ["IPv4 in hexadecimal", "0xcb007107"],
    ["IPv4 cut short", "203.113"],
    ["a name", "office.example.com"],
    ["an address with more behind it", "203.0.113.7 evil"],
    ["a mask", "203.0.113.7/0"],
    ["a zone that IPv4 has not", "203.0.113.7%1"],
    ["a port that is none", "203.0.113.7:x"],
    ["the other header's form", "for=203.0.113.7"],
    ["a nought byte", "203.0.113.7\u0000"],
  ])("%s", (_, header) => {
    expect(findClient("10.0.0.2", header, trusted)).toEqual({
      address: "10.0.0.2",
      isKnown: false,
    });
  });

  test("garbage behind a second proxy", () => {
    expect(findClient("10.0.0.2", "203.0.113.7, unknown, 10.0.0.3", trusted)).toEqual({
      address: "10.0.0.3",
      isKnown: false,
    });
  });
});

test("without a peer there is no address, whatever the header says", () => {
  expect(findClient(null, "203.0.113.7", trusted)).toEqual({ address: null, isKnown: true });
});
