import type { Refused } from "../attack.ts";

export default {
  threat: "O1",
  name: "a hidden field in the descriptions",
  run: async ({ viewer, admin }) =>
    Promise.all(
      ["/api/openapi.json", "/api/resources"].map(async (path) => ({
        what: path,
        reply: await viewer.get(path),
        unseen: '"secret"',
        control: await admin.get(path),
      })),
    ),
} satisfies Refused;
