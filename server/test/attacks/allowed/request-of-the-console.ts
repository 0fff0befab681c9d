import { origin } from "../../support/purser.ts";
import type { Allowed } from "../attack.ts";

const path = "/api/resources/customers/records";
const json = { "content-type": "application/json" };

export default {
  threat: "P3",
  name: "requests of the console itself",
  run: async ({ admin, request }) => [
    {
      what: "a write, as browsers say it",
      reply: await request(admin, path, {
        method: "POST",
        body: '{"values":{"id":"86","name":"x"}}',
        headers: { ...json, "sec-fetch-site": "same-origin" },
      }),
      status: 201,
    },
    {
      what: "a write, as older browsers say it",
      reply: await request(admin, path, {
        method: "POST",
        body: '{"values":{"id":"87","name":"x"}}',
        headers: { ...json, origin },
      }),
      status: 201,
    },
    {
      what: "an address typed by hand",
      reply: await request(admin, path, { headers: { "sec-fetch-site": "none" } }),
      status: 200,
    },
  ],
} satisfies Allowed;
