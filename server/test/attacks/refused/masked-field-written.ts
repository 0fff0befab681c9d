import type { Refused } from "../attack.ts";

const records = "/api/resources/accounts/records";

/** Budibase took whatever a body named. A mask that is sent back, or a value that its sender cannot see, is refused. */
export default {
  threat: "W1",
  name: "a masked field in a write",
  run: async ({ clerk }) => {
    const { json } = await clerk.get(`${records}/2`);
    const update = (values: object) =>
      clerk.send("PATCH", `${records}/2`, { values }, { "if-match": `"${json.version}"` });
    return [
      {
        what: "update of a value",
        code: "field_not_writable",
        reply: await update({ email: "mine@example.org" }),
      },
      {
        what: "update by its mask",
        code: "field_not_writable",
        reply: await update({ phone: json.values.phone, level: 5 }),
      },
      {
        what: "create",
        code: "field_not_writable",
        reply: await clerk.send("POST", records, {
          values: { id: "900", holder: "New", email: "n@example.org", phone: "1", region: "eu" },
        }),
      },
    ];
  },
} satisfies Refused;
