import type { Refused } from "../attack.ts";

const records = "/api/resources/customers/records";

export default {
  threat: "L1",
  name: "a method that a path does not have, and a path that is none",
  run: async ({ admin, request }) => {
    const tried = [
      ["PUT", `${records}/5`, "method_not_allowed"],
      ["DELETE", records, "method_not_allowed"],
      ["POST", `${records}/5`, "method_not_allowed"],
      ["PATCH", "/api/audit/00000000-0000-7000-8000-000000000001", "method_not_allowed"],
      ["DELETE", "/api/audit/00000000-0000-7000-8000-000000000001", "method_not_allowed"],
      ["POST", "/api/me", "method_not_allowed"],
      ["OPTIONS", records, "method_not_allowed"],
      ["GET", "/api/sql", "not_found"],
      ["GET", "/api/../etc/passwd/../../api/nothing", "not_found"],
    ] as const;
    return Promise.all(
      tried.map(async ([method, path, code]) => ({
        what: `${method} ${path}`,
        reply: await request(admin, path, { method }),
        code,
        recorded: "nowhere" as const,
      })),
    );
  },
} satisfies Refused;
