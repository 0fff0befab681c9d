import type { Refused } from "../attack.ts";

const accounts = "/api/resources/accounts";

/** ToolJet masked what the page showed, and sent the whole row. */
export default {
  threat: "O2",
  name: "a masked value in whatever is answered",
  run: async ({ clerk, admin }) =>
    Promise.all(
      [
        `${accounts}/records?sort=id&limit=20`,
        `${accounts}/records.csv?sort=id`,
        `${accounts}/records/12`,
        `${accounts}/records?fields=email`,
        "/api/resources/transfers/records/112/related/account",
        `${accounts}/records/22/history`,
        `${accounts}/lookup?keys=12`,
      ].flatMap((path) =>
        ["holder12@example.org", "+49 30 1012"].map(async (unseen) => {
          const [reply, control] = await Promise.all([clerk.get(path), admin.get(path)]);
          return { what: `${path} ${unseen}`, reply, unseen, control };
        }),
      ),
    ).then((silences) => silences.filter(({ control, unseen }) => control.text.includes(unseen))),
} satisfies Refused;
