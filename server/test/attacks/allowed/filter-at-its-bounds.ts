import type { Filter } from "../../../src/contract/index.ts";
import type { Allowed } from "../attack.ts";

const path = "/api/resources/customers/records";
const one: Filter = { field: "id", operator: "eq", value: "1" };

export default {
  threat: "L1",
  name: "a filter as large as may be",
  run: async ({ viewer }) => {
    const ids = Array.from({ length: 500 }, (_, index) => String(index));
    let nested: Filter = one;
    for (let level = 1; level < 8; level += 1) nested = { operator: "and", value: [nested] };
    const filters: readonly (readonly [string, readonly Filter[], number])[] = [
      ["500 items", [{ field: "id", operator: "in", value: ids }], 50],
      ["100 conditions", [{ operator: "or", value: Array.from({ length: 99 }, () => one) }], 1],
      ["eight levels", [nested], 1],
      ["no item", [{ field: "id", operator: "in", value: [] }], 0],
      ["no condition", [{ operator: "or", value: [] }], 0],
    ];
    return Promise.all(
      filters.map(async ([what, filter, count]) => ({
        what,
        reply: await viewer.send("POST", `${path}/search`, { filter }),
        status: 200 as const,
        holds: { records: Array.from({ length: count }, () => ({})) },
      })),
    );
  },
} satisfies Allowed;
