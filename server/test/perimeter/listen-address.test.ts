import { expect, test } from "vitest";
import { refuseListenAddress } from "../../src/perimeter/listen-address.ts";

test.each(["127.0.0.1", "127.8.9.1", "::1", "localhost"])("%s is this machine", (host) => {
  expect(refuseListenAddress(host)).toBeNull();
});

test.each([
  "0.0.0.0",
  "::",
  "",
  "10.0.0.1",
  "192.168.1.1",
  "127.0.0.1.evil.example",
  "localhost.evil.example",
  "0",
  "::ffff:10.0.0.1",
  "[::]",
])("%j could be reached from elsewhere", (host) => {
  expect(refuseListenAddress(host)).toMatch(/does not listen/);
});
