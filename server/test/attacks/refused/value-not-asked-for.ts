import type { Refused } from "../attack.ts";

const answered = "customer_id";

/** Answers hold the fields that were asked for and that may be seen, whatever the server read to make them. */
export default {
  threat: "O2",
  name: "fields that nobody asked for",
  run: async ({ support, viewer, admin }) => {
    const list = (fields: string) =>
      `/api/resources/orders/records?limit=3&sort=customer_id&fields=${fields}`;
    return [
      {
        what: "a list that is sorted by it",
        reply: await admin.get(list("id,status")),
        unseen: answered,
        control: await admin.get(list("id,customer_id")),
      },
      {
        what: "an export that is sorted by it",
        reply: await admin.get("/api/resources/orders/records.csv?sort=customer_id&fields=id"),
        unseen: answered,
        control: await admin.get("/api/resources/orders/records.csv?fields=id,customer_id"),
      },
      {
        what: "one record",
        reply: await support.get("/api/resources/orders/records/5"),
        unseen: answered,
        control: await admin.get("/api/resources/orders/records/5"),
      },
      {
        what: "related records",
        reply: await viewer.get("/api/resources/orders/records/5/related/customer"),
        unseen: "secret",
        control: await admin.get("/api/resources/orders/records/5/related/customer"),
      },
    ];
  },
} satisfies Refused;
