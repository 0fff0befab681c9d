import type { Refused } from "../attack.ts";

const records = "/api/resources/accounts/records";

/** Nobody moves a record out of their reach by editing it, nor makes one beyond it. */
export default {
  threat: "O3",
  name: "a record moved across a row rule by a write",
  run: async ({ clerk }) => {
    const { json } = await clerk.get(`${records}/4`);
    const values = { id: "901", holder: "New", email: "new@example.org", region: "us", level: 1 };
    return [
      {
        what: "update",
        code: "forbidden",
        reply: await clerk.send(
          "PATCH",
          `${records}/4`,
          { values: { region: "us" } },
          { "if-match": `"${json.version}"` },
        ),
      },
      { what: "create", code: "forbidden", reply: await clerk.send("POST", records, { values }) },
    ];
  },
} satisfies Refused;
