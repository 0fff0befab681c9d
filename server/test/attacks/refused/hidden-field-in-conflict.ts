import type { Refused } from "../attack.ts";

/**
 * PostgreSQL itself gives away that a row stands in the way, which is a declared channel. It must not give away by
 * which hidden column.
 */
export default {
  threat: "O1",
  name: "a constraint over a hidden field",
  run: async ({ editor, admin }) => {
    const create = (resource: string, values: object) =>
      editor.send("POST", `/api/resources/${resource}/records`, { values });
    const control = await admin.get("/api/resources/members/records");
    const tried = [
      ["unique", await create("members", { handle: "ada" })],
      ["check", await create("members", { handle: "eve", rank: 11 })],
      ["not null", await create("badges", { id: "1", code: "x" })],
    ] as const;
    return tried.map(([what, reply]) => ({ what, reply, unseen: "realm", control, status: reply.status }));
  },
} satisfies Refused;
