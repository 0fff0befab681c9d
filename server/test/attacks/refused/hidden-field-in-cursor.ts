import type { Refused } from "../attack.ts";

const records = "/api/resources/customers/records";

export default {
  threat: "O1",
  name: "a cursor that holds a hidden value",
  run: async ({ viewer, admin }) => {
    const { json } = await admin.get(`${records}?sort=secret&limit=2`);
    return [
      {
        what: "somebody else's, over a sort by the hidden field",
        reply: await viewer.get(`${records}?limit=2&after=${json.page.next}`),
        code: "invalid_cursor",
      },
      {
        what: "with the sort it was made for",
        reply: await viewer.get(`${records}?sort=secret&limit=2&after=${json.page.next}`),
        code: "unknown_field",
      },
    ];
  },
} satisfies Refused;
