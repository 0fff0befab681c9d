import type { Problem } from "../../../src/contract/index.ts";
import type { Refused } from "../attack.ts";

const customers = "/api/resources/customers";
const state = { filter: [], sort: [], search: "", columns: null };

/** NUL, which PostgreSQL's text cannot hold, and half a surrogate pair, which UTF-8 cannot, in every input. */
export default {
  threat: "L1",
  name: "text that nothing can hold",
  run: async ({ admin }) => {
    const headers = {
      "if-match": `"${(await admin.get(`${customers}/records/45`)).json.version}"`,
    };
    const post = (path: string, body: unknown) => admin.send("POST", path, body);
    const inBodies = (
      bad: string,
    ): readonly (readonly [
      string,
      Promise<Awaited<ReturnType<typeof post>>>,
      Problem["code"],
    ])[] => [
      [
        "a value",
        post(`${customers}/records`, { values: { id: "73", name: `x${bad}` } }),
        "invalid_values",
      ],
      [
        "a reason",
        post(`${customers}/records`, { values: { id: "73", name: "x" }, reason: `because${bad}` }),
        "invalid_values",
      ],
      ["a field's name", post(`${customers}/records`, { values: { [bad]: "x" } }), "unknown_field"],
      [
        "a changed value",
        admin.send("PATCH", `${customers}/records/45`, { values: { note: bad } }, headers),
        "invalid_values",
      ],
      [
        "the reason of a delete",
        admin.send("DELETE", `${customers}/records/45`, { reason: bad }, headers),
        "invalid_values",
      ],
      [
        "a filter",
        post(`${customers}/records/search`, {
          filter: [{ field: "name", operator: "contains", value: bad }],
        }),
        "invalid_filter",
      ],
      [
        "a filter's field",
        post(`${customers}/records/search`, { filter: [{ field: bad, operator: "null" }] }),
        "unknown_field",
      ],
      ["a search", post(`${customers}/records/search`, { search: bad }), "malformed_request"],
      [
        "a view's name",
        post(`${customers}/views`, { name: `x${bad}x`, shared: false, state }),
        "malformed_request",
      ],
      [
        "a view's search",
        post(`${customers}/views`, { name: "x", shared: false, state: { ...state, search: bad } }),
        "malformed_request",
      ],
      [
        "a view's filter",
        post(`${customers}/views`, {
          name: "x",
          shared: false,
          state: { ...state, filter: [{ field: "name", operator: "eq", value: bad }] },
        }),
        "malformed_request",
      ],
    ];
    const inAddresses: readonly (readonly [string, Problem["code"]])[] = [
      [`${customers}/records?search=%00`, "malformed_request"],
      [
        `${customers}/records?filter=[{"field":"name","operator":"eq","value":"%5Cu0000"}]`,
        "invalid_filter",
      ],
      [`${customers}/records?sort=%00`, "invalid_sort"],
      [`${customers}/records?sort=~00`, "unknown_field"],
      [`${customers}/records?fields=~00`, "unknown_field"],
      [`${customers}/records?after=%00`, "invalid_cursor"],
      [`${customers}/lookup?search=%00`, "malformed_request"],
      [`${customers}/lookup?keys=%00`, "invalid_key"],
      [`${customers}/records/%00`, "invalid_key"],
      ["/api/resources/codes/records/~00,b", "invalid_key"],
      ["/api/resources/codes/records/~00,b/history", "invalid_key"],
      ["/api/resources/codes/records/~00,b/related/x", "invalid_key"],
      ["/api/resources/%00/records", "not_found"],
      [`${customers}/records/5/related/%00`, "not_found"],
      ["/api/audit?actor=%00", "malformed_request"],
      ["/api/audit?resource=%00", "malformed_request"],
      ["/api/audit?kind=%00", "malformed_request"],
      ["/api/audit?from=%00", "malformed_request"],
      ["/api/audit?resource=codes&key=~00,b", "invalid_key"],
      ["/api/audit/%00", "malformed_request"],
      [`${customers}/records?search=%ff`, "malformed_request"],
      [`${customers}/records?sort=%c3%28`, "malformed_request"],
      [`${customers}/lookup?search=%ed%a0%80`, "malformed_request"],
      [`${customers}/records/%ff`, "invalid_key"],
      ["/api/resources/codes/records/~ff,b", "invalid_key"],
      ["/api/resources/%ff/records", "not_found"],
    ];
    const bodies = await Promise.all(
      ["\0", "\ud800"].flatMap((bad) =>
        inBodies(bad).map(async ([where, reply, code]) => ({
          what: `${JSON.stringify(bad)} in ${where}`,
          reply: await reply,
          code,
        })),
      ),
    );
    const addresses = await Promise.all(
      inAddresses.map(async ([path, code]) => ({ what: path, reply: await admin.get(path), code })),
    );
    return [...bodies, ...addresses];
  },
} satisfies Refused;
