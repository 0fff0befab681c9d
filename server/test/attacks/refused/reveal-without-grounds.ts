import type { Reply } from "../../support/purser.ts";
import { type Refused, tellApart } from "../attack.ts";

const accounts = "/api/resources/accounts/records";
const reason = { kind: "Support request", text: "curious" };
/** Of another region, and of nobody. */
const [outside, nobody] = ["3", "4003"];

export default {
  threat: "O1",
  name: "a masked value in clear without a reason, a right or reach",
  run: async ({ clerk, viewer }) => {
    const reveal = (key: string, fields: readonly string[], given: object = { reason }) =>
      clerk.send("POST", `${accounts}/${key}/reveal`, { fields, ...given });
    const refused = (what: string, code: "reason_required" | "forbidden", reply: Reply) => ({
      what,
      code,
      reply,
      unseen: "holder4@example.org",
    });
    return [
      refused("no reason", "reason_required", await reveal("4", ["email"], {})),
      refused(
        "an empty one",
        "reason_required",
        await reveal("4", ["email"], { reason: { ...reason, text: "\n" } }),
      ),
      {
        what: "a reason of one's own kind",
        code: "invalid_values",
        reply: await reveal("4", ["email"], { reason: { ...reason, kind: "Because" } }),
      },
      refused(
        "a field beside it that is not to be",
        "forbidden",
        await reveal("4", ["email", "phone"]),
      ),
      {
        what: "a record out of reach",
        code: "not_found",
        reply: await reveal(outside, ["email"]),
        like: { reply: await reveal(nobody, ["email"]), hidden: outside },
      },
      await tellApart("secret", "a hidden field", "unknown_field", (field) =>
        viewer.send("POST", "/api/resources/customers/records/4/reveal", {
          fields: [field],
          reason,
        }),
      ),
    ];
  },
} satisfies Refused;
