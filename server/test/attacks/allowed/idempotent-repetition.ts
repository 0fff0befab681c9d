import type { Allowed } from "../attack.ts";

const path = "/api/resources/customers/records";
const body = { values: { id: "88", name: "Once" } };
const key = { "idempotency-key": "a-lost-answer" };

export default {
  threat: "W1",
  name: "the same request again under its idempotency key",
  prepare: ({ admin }) => admin.send("POST", path, body, key),
  run: async ({ admin }) => [
    {
      what: "again",
      reply: await admin.send("POST", path, body, key),
      status: 201,
      holds: { record: { key: "88", values: { name: "Once" } } },
    },
  ],
} satisfies Allowed;
