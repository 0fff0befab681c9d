import { type Refused, tellApart } from "../attack.ts";

/** Support may not read which customer an order belongs to; the customer's list of orders would say it. */
export default {
  threat: "O1",
  name: "a relation over a hidden field, from either end",
  run: async ({ support, admin }) => [
    await tellApart("customer", "from the order", "not_found", (relation) =>
      support.get(`/api/resources/orders/records/5/related/${relation}`),
    ),
    await tellApart("orders", "from the customer", "not_found", (relation) =>
      support.get(`/api/resources/customers/records/5/related/${relation}`),
    ),
    {
      what: "in the description",
      reply: await support.get("/api/resources"),
      unseen: "customer_id",
      control: await admin.get("/api/resources"),
    },
  ],
} satisfies Refused;
