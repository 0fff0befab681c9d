import type { Refused } from "../attack.ts";

const path = "/api/resources/customers/records";
const key = { "idempotency-key": "one-request-only" };

export default {
  threat: "W1",
  name: "an idempotency key used again for something else",
  prepare: ({ admin }) => admin.send("POST", path, { values: { id: "75", name: "First" } }, key),
  run: async ({ admin }) => [
    {
      what: "other values",
      reply: await admin.send("POST", path, { values: { id: "76", name: "Second" } }, key),
      code: "idempotency_key_reused",
    },
    {
      what: "another resource",
      reply: await admin.send(
        "POST",
        "/api/resources/codes/records",
        { values: { a: "x", b: "y" } },
        key,
      ),
      code: "idempotency_key_reused",
    },
  ],
} satisfies Refused;
