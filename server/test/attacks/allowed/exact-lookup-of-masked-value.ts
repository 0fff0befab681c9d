import type { Allowed } from "../attack.ts";

const records = "/api/resources/accounts/records";
const found = { records: [{ key: "12", label: "Holder 12" }] };

export default {
  threat: "O1",
  name: "a masked value that the config lets one look up, typed in full",
  run: async ({ clerk }) => [
    {
      what: "in a filter",
      status: 200,
      holds: found,
      reply: await clerk.get(
        `${records}?filter=${encodeURIComponent(JSON.stringify([{ field: "email", operator: "eq", value: "holder12@example.org" }]))}`,
      ),
    },
    {
      what: "in the search field",
      status: 200,
      holds: found,
      reply: await clerk.get(`${records}?search=holder12@example.org`),
    },
    {
      what: "of a record out of reach",
      status: 200,
      holds: { records: [] },
      reply: await clerk.get(`${records}?search=holder13@example.org`),
    },
  ],
} satisfies Allowed;
