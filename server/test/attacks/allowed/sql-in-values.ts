import type { Allowed } from "../attack.ts";

const words = [
  "'; drop table customers; --",
  '" or "" = "',
  "$1",
  "%s",
  "\\'; select 1",
  "/* */",
  "E'\\\\'",
  "$$; select 1; $$",
];

/** What looks like SQL is text like any other, as long as it stays a value. */
export default {
  threat: "L1",
  name: "SQL in every input that takes text",
  run: async ({ admin }) => {
    const path = "/api/resources/customers";
    const searched = await Promise.all(
      words.map(async (word) => ({
        what: `search for ${word}`,
        reply: await admin.get(`${path}/records?search=${encodeURIComponent(word)}`),
        status: 200 as const,
        holds: { records: [] },
      })),
    );
    const filtered = await Promise.all(
      words.map(async (value) => ({
        what: `filter by ${value}`,
        reply: await admin.send("POST", `${path}/records/search`, {
          filter: [{ field: "name", operator: "contains", value }],
          count: "exact",
        }),
        status: 200 as const,
        holds: { records: [], count: { value: 0, kind: "exact" } },
      })),
    );
    const written = await Promise.all(
      words.map(async (name, index) => ({
        what: `name of ${name}`,
        reply: await admin.send("POST", `${path}/records`, {
          values: { id: String(800 + index), name },
          reason: name,
        }),
        status: 201 as const,
        holds: { record: { values: { name } } },
      })),
    );
    return [...searched, ...filtered, ...written];
  },
} satisfies Allowed;
