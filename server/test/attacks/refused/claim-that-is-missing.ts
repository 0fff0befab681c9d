import type { Refused } from "../attack.ts";

/** Directus turned an empty list into no rule at all. */
export default {
  threat: "L6",
  name: "a row rule without its claim",
  run: async ({ homeless, admin }) => {
    const path = "/api/resources/accounts/records?count=exact";
    const control = await admin.get(path);
    const answers = await Promise.all(
      homeless.map(async (visitor) => [
        { what: "a list", unseen: "Holder", reply: await visitor.get(path), control },
        {
          what: "a record",
          code: "not_found" as const,
          reply: await visitor.get("/api/resources/accounts/records/2"),
        },
      ]),
    );
    return answers.flat();
  },
} satisfies Refused;
