import type { Allowed } from "../attack.ts";

const path = "/api/resources/customers/records";

/** What a scan for depth and doubled names might stumble over. */
const bodies = [
  '{"values":{"id":"81","name":"[[[[{{{{","note":"\\"name\\":\\"name\\":"}}',
  '{"values":{"id":"82","name":"back\\\\","note":"name"}}',
  ' {"values" : {"id" : "83", "name" : "values", "note" : "\\u0022:" } } ',
  `{"values":{"id":"84","name":"${"[{".repeat(100)}"}}`,
];

export default {
  threat: "L1",
  name: "JSON that only looks deep or doubled",
  run: async ({ admin, request }) =>
    Promise.all([
      ...bodies.map(async (body) => ({
        what: body,
        reply: await request(admin, path, {
          method: "POST",
          body,
          headers: { "content-type": "application/json" },
        }),
        status: 201 as const,
        holds: { record: { values: JSON.parse(body).values } },
      })),
      {
        what: "a charset",
        reply: await request(admin, path, {
          method: "POST",
          body: '{"values":{"id":"85","name":"x"}}',
          headers: { "content-type": "Application/JSON; charset=utf-8" },
        }),
        status: 201 as const,
      },
    ]),
} satisfies Allowed;
