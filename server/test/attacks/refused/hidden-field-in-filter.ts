import { comparisonOperators } from "../../../src/contract/index.ts";
import { type Refused, tellApart } from "../attack.ts";

const records = "/api/resources/customers/records";

/** Every operator, since each that told the two apart would be an oracle for the value. */
export default {
  threat: "O1",
  name: "a hidden field in a filter",
  run: async ({ viewer }) => [
    ...(await Promise.all(
      comparisonOperators.map((operator) =>
        tellApart("secret", operator, "unknown_field", (field) =>
          viewer.get(
            `${records}?filter=${JSON.stringify([{ field, operator, value: "secret 7" }])}`,
          ),
        ),
      ),
    )),
    await tellApart("secret", "nested, in a body", "unknown_field", (field) =>
      viewer.send("POST", `${records}/search`, {
        filter: [
          {
            operator: "or",
            value: [
              { field: "id", operator: "eq", value: "7" },
              { field, operator: "null" },
            ],
          },
        ],
        count: "exact",
      }),
    ),
    await tellApart("secret", "for the count alone", "unknown_field", (field) =>
      viewer.get(
        `${records}?limit=0&count=exact&filter=${JSON.stringify([{ field, operator: "nnull" }])}`,
      ),
    ),
    await tellApart("secret", "on related records", "unknown_field", (field) =>
      viewer.get(
        `/api/resources/orders/records/1/related/customer?filter=${JSON.stringify([{ field, operator: "nnull" }])}`,
      ),
    ),
  ],
} satisfies Refused;
