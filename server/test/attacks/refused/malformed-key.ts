import type { Refused } from "../attack.ts";

/** One record has one address: what only resembles a key is none. */
const keys = [
  "customers/records/abc",
  "customers/records/1,2",
  "customers/records/1%2C2",
  "customers/records/1.0",
  "customers/records/~31",
  "customers/records/~2E",
  "customers/records/9223372036854775808",
  "customers/records/1%20or%201=1",
  "customers/records/%2e%2e%2f1",
  "order_lines/records/7",
  "order_lines/records/7,0,0",
  "order_lines/records/7,x",
  "events/records/1,2026-02-30",
  "codes/records/a~2,b",
];

export default {
  threat: "L1",
  name: "a key that is none",
  run: ({ admin }) =>
    Promise.all(
      keys.map(async (key) => ({
        what: key,
        reply: await admin.get(`/api/resources/${key}`),
        code: "invalid_key" as const,
      })),
    ),
} satisfies Refused;
