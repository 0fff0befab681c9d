import type { Filter } from "../../../src/contract/index.ts";
import type { Refused } from "../attack.ts";

const records = "/api/resources/customers/records";
const one: Filter = { field: "id", operator: "eq", value: "1" };

function nest(levels: number): Filter {
  let filter: Filter = one;
  for (let level = 0; level < levels; level += 1) filter = { operator: "and", value: [filter] };
  return filter;
}

/** JSON of a tree too deep for anything recursive, this test included, to write. */
const deep = `${'[{"operator":"and","value":'.repeat(10_000)}[]${"}]".repeat(10_000)}`;

export default {
  threat: "L1",
  name: "a filter beyond all bounds",
  run: async ({ viewer, request }) => {
    const search = (filter: unknown) => viewer.send("POST", `${records}/search`, { filter });
    const ids = Array.from({ length: 10_000 }, (_, index) => String(index));
    return [
      {
        what: "10,000 items",
        reply: await search([{ field: "id", operator: "in", value: ids }]),
        code: "invalid_filter",
      },
      {
        what: "10,000 conditions",
        reply: await search(ids.map(() => one)),
        code: "invalid_filter",
      },
      {
        what: "101 conditions on two levels",
        reply: await search([{ operator: "or", value: Array.from({ length: 100 }, () => one) }]),
        code: "invalid_filter",
      },
      { what: "nine levels", reply: await search([nest(8)]), code: "invalid_filter" },
      {
        what: "10,000 levels in a body",
        reply: await request(viewer, `${records}/search`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: `{"filter":${deep}}`,
        }),
        code: "malformed_request",
      },
      {
        what: "10,000 levels in an address",
        reply: await viewer.get(`${records}?filter=${deep}`),
        code: "invalid_filter",
      },
      {
        what: "eleven sorts",
        reply: await viewer.get(`${records}?sort=${"id,".repeat(10)}id`),
        code: "invalid_sort",
      },
      {
        what: "10,000 keys to look up",
        reply: await viewer.get(
          `/api/resources/customers/lookup?${ids.map((id) => `keys=${id}`).join("&")}`,
        ),
        code: "malformed_request",
      },
    ];
  },
} satisfies Refused;
