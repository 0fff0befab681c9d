import type { Refused } from "../attack.ts";

const views = "/api/resources/customers/views";
const state = { filter: [], sort: [], search: "", columns: null };

export default {
  threat: "W1",
  name: "somebody else's saved view",
  prepare: ({ admin }) => admin.send("POST", views, { name: "Theirs", shared: true, state }),
  run: async ({ viewer, admin }) => {
    const { json } = await admin.get(views);
    const { id } = json.views.find((view: { name: string }) => view.name === "Theirs");
    return [
      {
        what: "changed",
        reply: await viewer.send("PATCH", `${views}/${id}`, { name: "Mine" }),
        code: "not_found",
      },
      { what: "removed", reply: await viewer.send("DELETE", `${views}/${id}`), code: "not_found" },
      {
        what: "through another resource",
        reply: await admin.send("DELETE", `/api/resources/orders/views/${id}`),
        code: "not_found",
      },
    ];
  },
} satisfies Refused;
