import type { Refused } from "../attack.ts";

export default {
  threat: "O1",
  name: "a masked field in a sort",
  run: async ({ clerk }) =>
    Promise.all(
      ["email", "-email", "phone", "region,-phone"].map(async (sort) => ({
        what: sort,
        code: "field_not_sortable" as const,
        reply: await clerk.get(`/api/resources/accounts/records?sort=${sort}`),
      })),
    ),
} satisfies Refused;
