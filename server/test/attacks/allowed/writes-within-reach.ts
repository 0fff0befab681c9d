import type { Allowed } from "../attack.ts";

const records = "/api/resources/accounts/records";

export default {
  threat: "O3",
  name: "writes to records within one's reach, answered with their masks",
  run: async ({ clerk }) => {
    const created = await clerk.send("POST", records, {
      values: { id: "950", holder: "Nine", email: "nine@example.org", region: "eu", level: 1 },
    });
    const updated = await clerk.send(
      "PATCH",
      `${records}/950`,
      { values: { level: 2 } },
      { "if-match": `"${created.json.record?.version}"` },
    );
    const deleted = await clerk.send("DELETE", `${records}/950`, undefined, {
      "if-match": `"${updated.json.record?.version}"`,
    });
    const masked = { record: { masked: ["email", "phone"], values: { phone: null } } };
    return [
      { what: "create", status: 201, reply: created, holds: masked },
      { what: "update", status: 200, reply: updated, holds: masked },
      { what: "delete", status: 200, reply: deleted },
    ];
  },
} satisfies Allowed;
