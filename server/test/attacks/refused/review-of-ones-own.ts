import type { Refused } from "../attack.ts";

export default {
  threat: "I8",
  name: "a verdict on what one did oneself, and one without the role",
  run: async ({ office, clerk, viewer }) => {
    const { headers } = await clerk.send("POST", "/api/resources/accounts/records/6/reveal", {
      fields: ["email"],
      reason: { kind: "Other", text: "to be approved by myself" },
    });
    const { rows } = await office.admin.query("select id from purser.event where request_id = $1", [
      headers.get("x-request-id"),
    ]);
    const path = `/api/reviews/${rows[0].id}`;
    const verdict = { verdict: "approved" };
    return [
      { what: "one's own", code: "forbidden", reply: await clerk.send("POST", path, verdict) },
      { what: "no reviewer", code: "forbidden", reply: await viewer.send("POST", path, verdict) },
      { what: "no queue", code: "forbidden", reply: await viewer.get("/api/reviews") },
    ];
  },
} satisfies Refused;
