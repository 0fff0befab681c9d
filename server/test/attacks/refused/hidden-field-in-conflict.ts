import type { Refused } from "../attack.ts";

/**
 * PostgreSQL itself gives away that a rule stands in the way, which is a declared channel. It must not give away
 * which hidden column the rule is about.
 */
export default {
  threat: "O1",
  name: "a constraint over a hidden field",
  run: async ({ editor }) => {
    const tried = [
      ["unique", "members", { handle: "ada" }],
      ["check", "members", { handle: "eve", rank: 11 }],
      ["not null", "badges", { id: "1", code: "x" }],
    ] as const;
    return Promise.all(
      tried.map(async ([what, resource, values]) => ({
        what,
        reply: await editor.send("POST", `/api/resources/${resource}/records`, { values }),
        code: "conflict" as const,
        unseen: "ealm",
      })),
    );
  },
} satisfies Refused;
