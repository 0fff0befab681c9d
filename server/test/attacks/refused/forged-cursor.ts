import type { Refused } from "../attack.ts";

const customers = "/api/resources/customers/records";
const history = "/api/resources/customers/records/5/history";

export default {
  threat: "L1",
  name: "a cursor that is not this list's",
  run: async ({ admin }) => {
    const { json } = await admin.get(`${customers}?limit=2&sort=name`);
    const next: string = json.page.next;
    const changed = next.slice(0, -2) + (next.endsWith("A") ? "BB" : "AA");
    const own = { sort: "name", limit: "2" };
    const byId = (await admin.get(`${customers}?limit=2&sort=id`)).json.page.next;
    const tried: readonly (readonly [
      what: string,
      path: string,
      query: Readonly<Record<string, string>>,
    ])[] = [
      ["changed", customers, { ...own, after: changed }],
      ["cut", customers, { ...own, after: next.slice(0, 20) }],
      ["empty", customers, { ...own, after: "" }],
      [
        "made up",
        customers,
        { ...own, after: Buffer.from('["Customer 1","1"]').toString("base64url") },
      ],
      ["of another order", customers, { sort: "-name", limit: "2", after: next }],
      [
        "of another filter",
        customers,
        { ...own, filter: '[{"field":"id","operator":"eq","value":"1"}]', after: next },
      ],
      ["of another search", customers, { ...own, search: "Customer", after: next }],
      ["of another resource", "/api/resources/orders/records", { sort: "id", after: byId }],
      ["of another kind of list", "/api/audit", { after: next }],
      ["of another kind of list", history, { after: next }],
      ["both ways", customers, { ...own, after: next, before: next }],
      ["10,000 characters long", customers, { ...own, after: "A".repeat(10_000) }],
    ];
    return Promise.all(
      tried.map(async ([what, path, query]) => ({
        what: `${what}: ${path}`,
        reply: await admin.get(`${path}?${new URLSearchParams(query)}`),
        code: "invalid_cursor" as const,
      })),
    );
  },
} satisfies Refused;
