import type { Refused } from "../attack.ts";

const records = "/api/resources/customers/records";

/** What a proxy in front reads as one value and the server as another is refused, and so is what nobody declared. */
export default {
  threat: "L1",
  name: "parameters given twice, or unknown",
  run: async ({ admin }) => {
    const tried = [
      [`${records}?limit=1&limit=2`, "invalid_limit"],
      [`${records}?search=a&search=b`, "malformed_request"],
      [`${records}?filter=[]&filter=[]`, "invalid_filter"],
      [`${records}?limit[]=1`, "malformed_request"],
      [`${records}?offset=5`, "malformed_request"],
      [`${records}?__proto__=x`, "malformed_request"],
      [`${records}?constructor=x`, "malformed_request"],
      [`${records}?hasOwnProperty=x`, "malformed_request"],
      [`${records}?refused=not_found`, "malformed_request"],
      [`${records}?search=100%`, "malformed_request"],
      [`${records}/5?fields=name`, "malformed_request"],
      ["/api/audit?limit=1&limit=2", "invalid_limit"],
      ["/api/audit?actor[$ne]=x", "malformed_request"],
    ] as const;
    return Promise.all(
      tried.map(async ([path, code]) => ({ what: path, reply: await admin.get(path), code })),
    );
  },
} satisfies Refused;
