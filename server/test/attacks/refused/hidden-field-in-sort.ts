import { type Refused, tellApart } from "../attack.ts";

const records = "/api/resources/customers/records";

export default {
  threat: "O1",
  name: "a hidden field in a sort",
  run: async ({ viewer }) => [
    await tellApart("secret", "ascending", "unknown_field", (field) =>
      viewer.get(`${records}?sort=${field}`),
    ),
    await tellApart("secret", "descending, behind another", "unknown_field", (field) =>
      viewer.get(`${records}?sort=name,-${field}`),
    ),
    await tellApart("secret", "in a body", "unknown_field", (field) =>
      viewer.send("POST", `${records}/search`, { sort: [`-${field}`] }),
    ),
  ],
} satisfies Refused;
