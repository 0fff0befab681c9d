import type { Refused } from "../attack.ts";

const records = "/api/resources/customers/records";
const json = [
  "null",
  "{}",
  '"id"',
  "[[]]",
  "[null]",
  '[{"field":"id"}]',
  '[{"field":"id","operator":"drop","value":"1"}]',
  '[{"field":"id","operator":"constructor","value":"1"}]',
  '[{"field":["id"],"operator":"eq","value":"1"}]',
  '[{"field":"id","operator":"eq","value":{"$ne":null}}]',
  '[{"field":"id","operator":"eq","value":"1","or":[]}]',
  '[{"operator":"not","value":[]}]',
  '[{"field":"id","operator":"eq"}]',
  '[{"field":"id","operator":"eq","value":null}]',
  '[{"field":"id","operator":"eq","value":1}]',
  '[{"field":"id","operator":"eq","value":"1 or 1=1"}]',
  '[{"field":"id","operator":"in","value":"1"}]',
  '[{"field":"id","operator":"between","value":["1"]}]',
  '[{"field":"credit","operator":"gt","value":"1e400"}]',
  '[{"field":"name","operator":"contains","value":["a"]}]',
];

export default {
  threat: "L1",
  name: "a filter of the wrong form",
  run: async ({ viewer }) => [
    ...(await Promise.all(
      json.map(async (filter) => ({
        what: filter,
        reply: await viewer.get(`${records}?filter=${encodeURIComponent(filter)}`),
        code: "invalid_filter" as const,
      })),
    )),
    {
      what: "an enum's label that is none",
      reply: await viewer.get(
        `/api/resources/orders/records?filter=[{"field":"status","operator":"eq","value":"PAID"}]`,
      ),
      code: "invalid_filter",
    },
    {
      what: "no JSON",
      reply: await viewer.get(`${records}?filter=[`),
      code: "invalid_filter",
    },
    {
      what: "the prototype as a field",
      reply: await viewer.get(`${records}?filter=[{"field":"__proto__","operator":"null"}]`),
      code: "unknown_field",
    },
  ],
} satisfies Refused;
