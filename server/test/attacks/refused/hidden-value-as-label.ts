import type { Refused } from "../attack.ts";

/** The label of a code is a field that viewers may not read. */
export default {
  threat: "O1",
  name: "a record's label made from a hidden field",
  run: async ({ viewer, admin }) =>
    Promise.all(
      ["records", "records/a,b", "lookup", "lookup?keys=a,b"].map(async (path) => ({
        what: path,
        reply: await viewer.get(`/api/resources/codes/${path}`),
        unseen: "plain",
        control: await admin.get(`/api/resources/codes/${path}`),
      })),
    ),
} satisfies Refused;
