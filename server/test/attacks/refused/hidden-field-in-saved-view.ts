import type { Refused } from "../attack.ts";

const views = "/api/resources/customers/views";
const state = { search: "", sort: [], columns: null };

/** A shared view says in its filter what its maker could see. */
export default {
  threat: "O1",
  name: "a shared view over a hidden field",
  prepare: async ({ admin }) => {
    const filter = [
      { operator: "and", value: [{ field: "secret", operator: "eq", value: "secret 7" }] },
    ];
    await admin.send("POST", views, {
      name: "By value",
      shared: true,
      state: { ...state, filter },
    });
    await admin.send("POST", views, {
      name: "By order",
      shared: true,
      state: { ...state, filter: [], sort: [{ field: "secret", direction: "asc" }] },
    });
    await admin.send("POST", views, {
      name: "By column",
      shared: true,
      state: { ...state, filter: [], columns: [{ field: "secret" }] },
    });
  },
  run: async ({ viewer, admin }) =>
    Promise.all(
      ["secret", "By value", "By order", "By column"].map(async (unseen) => ({
        what: unseen,
        reply: await viewer.get(views),
        unseen,
        control: await admin.get(views),
      })),
    ),
} satisfies Refused;
