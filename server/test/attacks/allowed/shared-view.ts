import type { Allowed } from "../attack.ts";

const views = "/api/resources/orders/views";
const state = {
  filter: [{ field: "status", operator: "eq", value: "paid" }],
  sort: [{ field: "placed_at", direction: "asc" }],
  search: "",
  columns: [{ field: "status", width: 200 }],
};

export default {
  threat: "O1",
  name: "a shared view over fields that everybody may read",
  prepare: ({ admin }) => admin.send("POST", views, { name: "Paid", shared: true, state }),
  run: async ({ viewer }) => [
    {
      what: "to a viewer",
      reply: await viewer.get(views),
      status: 200,
      holds: { views: [{ name: "Paid", own: false, state }] },
    },
  ],
} satisfies Allowed;
