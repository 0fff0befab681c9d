import { comparisonOperators } from "../../../src/contract/index.ts";
import type { Refused } from "../attack.ts";

const records = "/api/resources/accounts/records";

/** Strapi and Directus let a value be guessed letter by letter through filters on fields that were not shown. */
export default {
  threat: "O1",
  name: "a masked field in a filter",
  run: async ({ clerk }) => {
    const ask = (field: string, operator: string, value: unknown = "+49 30 1002") =>
      clerk.get(
        `${records}?filter=${encodeURIComponent(JSON.stringify([{ field, operator, value }]))}`,
      );
    return Promise.all([
      ...comparisonOperators.map(async (operator) => ({
        what: `phone ${operator}`,
        code: "field_not_filterable" as const,
        reply: await ask("phone", operator),
      })),
      // Looked up in full it may be, and in no other way.
      ...comparisonOperators
        .filter((operator) => operator !== "eq")
        .map(async (operator) => ({
          what: `email ${operator}`,
          code: "field_not_filterable" as const,
          reply: await ask("email", operator, "holder2@"),
        })),
      {
        what: "phone in an export",
        code: "field_not_filterable" as const,
        reply: await clerk.get(
          `${records}.csv?filter=${encodeURIComponent(JSON.stringify([{ field: "phone", operator: "contains", value: "2" }]))}`,
        ),
      },
      ...["or", "and"].map(async (operator) => ({
        what: `nested in ${operator}`,
        code: "field_not_filterable" as const,
        reply: await clerk.send("POST", `${records}/search`, {
          filter: [{ operator, value: [{ field: "email", operator: "startswith", value: "h" }] }],
        }),
      })),
    ]);
  },
} satisfies Refused;
