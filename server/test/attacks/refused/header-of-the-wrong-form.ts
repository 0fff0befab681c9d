import type { Refused } from "../attack.ts";

const path = "/api/resources/customers/records";

export default {
  threat: "L1",
  name: "a header of the wrong form",
  run: async ({ admin }) => {
    const versions = [
      "*",
      "abc",
      'W/"abc"',
      '"abc", "def"',
      '""',
      `"${"a".repeat(100)}"`,
      '"\'; drop table customers"',
    ];
    const keys = ["", "short", "with a space", "ümläutümläut", "x".repeat(201)];
    return [
      ...(await Promise.all(
        versions.map(async (version) => ({
          what: `If-Match: ${version}`,
          reply: await admin.send(
            "PATCH",
            `${path}/46`,
            { values: { note: "x" } },
            { "if-match": version },
          ),
          code: "invalid_header" as const,
        })),
      )),
      ...(await Promise.all(
        keys.map(async (key) => ({
          what: `Idempotency-Key: ${key}`,
          reply: await admin.send(
            "POST",
            path,
            { values: { id: "74", name: "x" } },
            { "idempotency-key": key },
          ),
          code: "invalid_header" as const,
        })),
      )),
    ];
  },
} satisfies Refused;
