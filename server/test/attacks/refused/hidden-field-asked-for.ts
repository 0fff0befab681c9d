import { type Refused, tellApart } from "../attack.ts";

const records = "/api/resources/customers/records";

export default {
  threat: "O1",
  name: "a hidden field among those to show",
  run: async ({ viewer }) => [
    await tellApart("secret", "in a list", "unknown_field", (field) =>
      viewer.get(`${records}?fields=name,${field}`),
    ),
    await tellApart("secret", "in a body", "unknown_field", (field) =>
      viewer.send("POST", `${records}/search`, { fields: [field] }),
    ),
    await tellApart("secret", "in an export", "unknown_field", (field) =>
      viewer.get(`${records}.csv?fields=name,${field}`),
    ),
    await tellApart("secret", "of related records", "unknown_field", (field) =>
      viewer.get(`/api/resources/orders/records/1/related/customer?fields=${field}`),
    ),
  ],
} satisfies Refused;
