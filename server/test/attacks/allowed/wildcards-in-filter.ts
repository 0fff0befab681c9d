import type { Allowed } from "../attack.ts";

/** `%` and `_` in what somebody typed stand for themselves. */
export default {
  threat: "L1",
  name: "wildcards in a filter",
  prepare: ({ office }) =>
    office.admin.query(
      "insert into customers (id, name) values (90, '100% sure'), (91, '100 is sure'), (92, 'back\\slash')",
    ),
  run: async ({ viewer }) => {
    const found: readonly (readonly [value: string, keys: readonly string[]])[] = [
      ["100% s", ["90"]],
      ["_", []],
      ["0%", ["90"]],
      ["k\\s", ["92"]],
    ];
    return Promise.all(
      found.map(async ([value, keys]) => ({
        what: value,
        reply: await viewer.send("POST", "/api/resources/customers/records/search", {
          filter: [{ field: "name", operator: "containss", value }],
        }),
        status: 200 as const,
        holds: { records: keys.map((key) => ({ key })) },
      })),
    );
  },
} satisfies Allowed;
