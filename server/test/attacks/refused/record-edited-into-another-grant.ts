import type { Refused } from "../attack.ts";

const records = "/api/resources/accounts/records";

/** What one grant lets somebody write must not open what another one shows, nor what it shows go out of sight. */
export default {
  threat: "O3",
  name: "a record edited into another grant's reach, or out of it",
  run: async ({ banker }) => {
    const raise = async (key: string, level: number) => {
      const { json } = await banker.get(`${records}/${key}`);
      return banker.send(
        "PATCH",
        `${records}/${key}`,
        { values: { level } },
        { "if-match": `"${json.version}"` },
      );
    };
    return [
      {
        what: "into it",
        code: "forbidden",
        reply: await raise("5", 30),
        unseen: "holder5@example.org",
      },
      { what: "out of it", code: "forbidden", reply: await raise("35", 29) },
    ];
  },
} satisfies Refused;
