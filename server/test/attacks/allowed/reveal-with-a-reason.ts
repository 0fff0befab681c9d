import type { Allowed } from "../attack.ts";

export default {
  threat: "O1",
  name: "a masked value in clear, of a record within reach, for a reason that holds odd characters",
  run: async ({ clerk }) => [
    {
      what: "a reveal",
      status: 200,
      holds: { record: "8", values: { email: "holder8@example.org" } },
      reply: await clerk.send("POST", "/api/resources/accounts/records/8/reveal", {
        fields: ["email", "email"],
        reason: {
          kind: "Legal request",
          text: "'); drop table accounts; -- ü 🙂",
          ticket: "§ 17/3",
        },
      }),
    },
  ],
} satisfies Allowed;
