import type { Refused } from "../attack.ts";

const lists = [
  "/api/resources/customers/records?",
  "/api/resources/customers/records/5/related/orders?",
  "/api/resources/customers/records/5/history?",
  "/api/resources/customers/lookup?",
  "/api/audit?",
];
const limits = [
  "1000000000",
  "201",
  "-1",
  "NaN",
  "Infinity",
  "1e2",
  "0x10",
  "1.5",
  "",
  "٣",
  "1;drop table customers",
];

export default {
  threat: "L1",
  name: "a limit out of bounds",
  run: async ({ admin }) => {
    const path = "/api/resources/customers/records/search";
    return [
      ...(await Promise.all(
        lists.flatMap((list) =>
          limits.map(async (limit) => ({
            what: `${list}${limit}`,
            reply: await admin.get(`${list}limit=${encodeURIComponent(limit)}`),
            code: "invalid_limit" as const,
          })),
        ),
      )),
      ...(await Promise.all(
        [1e9, -1, 1.5, "5", null, [5], { valueOf: 5 }].map(async (limit) => ({
          what: `in a body: ${JSON.stringify(limit)}`,
          reply: await admin.send("POST", path, { limit }),
          code: "invalid_limit" as const,
        })),
      )),
    ];
  },
} satisfies Refused;
