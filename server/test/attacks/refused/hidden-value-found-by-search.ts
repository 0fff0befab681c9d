import type { Refused } from "../attack.ts";

/** `secret` is one of the search fields of the config: for those who may read it. */
export default {
  threat: "O1",
  name: "quick search for a hidden value",
  run: async ({ viewer, admin }) =>
    Promise.all(
      ["records", "lookup"].map(async (list) => {
        const path = `/api/resources/customers/${list}?search=secret%207`;
        return {
          what: list,
          reply: await viewer.get(path),
          unseen: "Customer 7",
          control: await admin.get(path),
        };
      }),
    ),
} satisfies Refused;
