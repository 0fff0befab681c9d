import type { Refusal, Refused } from "../attack.ts";

const records = "/api/resources/accounts/records";
/** Of another region, and of nobody: the same words for both. */
const [outside, nobody] = ["3", "4003"];

/** Directus, Strapi, Budibase: the list was filtered, and the single record was not. */
export default {
  threat: "O3",
  name: "a record that the row rule does not reach, by its key",
  run: async ({ clerk }) => {
    const version = { "if-match": '"AAAAAAAAAAAAAAAAAAAAAA"' };
    const ways: readonly (readonly [
      what: string,
      ask: (key: string) => ReturnType<typeof clerk.get>,
    ])[] = [
      ["read", (key) => clerk.get(`${records}/${key}`)],
      ["related", (key) => clerk.get(`${records}/${key}/related/transfers`)],
      [
        "update",
        (key) => clerk.send("PATCH", `${records}/${key}`, { values: { level: 9 } }, version),
      ],
      ["delete", (key) => clerk.send("DELETE", `${records}/${key}`, undefined, version)],
    ];
    return Promise.all(
      ways.map(
        async ([what, ask]): Promise<Refusal> => ({
          what,
          code: "not_found",
          reply: await ask(outside),
          like: { reply: await ask(nobody), hidden: outside },
        }),
      ),
    );
  },
} satisfies Refused;
