import type { Refused } from "../attack.ts";

/** A search by change is a filter over every value that a field ever had. */
export default {
  threat: "O1",
  name: "a search of the log by a masked field's values",
  run: async ({ clerk }) => {
    const queries = [
      "field=email",
      "field=email&value=holder12@example.org",
      "field=phone&value=%2B49+30+1012",
    ];
    return Promise.all(
      queries.map(async (query) => ({
        what: query,
        code: "field_not_filterable" as const,
        reply: await clerk.get(`/api/audit?resource=accounts&${query}`),
      })),
    );
  },
} satisfies Refused;
