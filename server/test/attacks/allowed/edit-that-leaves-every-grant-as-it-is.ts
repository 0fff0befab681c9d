import type { Allowed } from "../attack.ts";

const records = "/api/resources/accounts/records";

export default {
  threat: "O3",
  name: "an edit that changes none of one's grants, and shows of a record what they show",
  run: async ({ banker }) => {
    const read = async (key: string) => (await banker.get(`${records}/${key}`)).json;
    const small = await read("6");
    const great = await read("36");
    const change = (key: string, version: string, level: number) =>
      banker.send(
        "PATCH",
        `${records}/${key}`,
        { values: { level } },
        { "if-match": `"${version}"` },
      );
    return [
      {
        what: "of a small one",
        status: 200,
        reply: await change("6", small.version, 7),
        holds: { record: { values: { id: "6", holder: "Holder 6", level: 7 } } },
      },
      {
        what: "of a great one",
        status: 200,
        reply: await change("36", great.version, 37),
        holds: { record: { values: { email: "holder36@example.org", level: 37 } } },
      },
    ];
  },
} satisfies Allowed;
