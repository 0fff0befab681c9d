import type { Refused } from "../attack.ts";

const search = (text: string) =>
  `/api/resources/accounts/records?search=${encodeURIComponent(text)}&fields=id,holder`;

/** A prefix or a part of a masked value finds nothing, where the same text finds the record of somebody who sees it. */
export default {
  threat: "O1",
  name: "quick search for a part of a masked value",
  run: async ({ clerk, admin }) =>
    Promise.all(
      ["holder12@", "2@example.org", "er12@exampl"].map(async (text) => ({
        what: text,
        reply: await clerk.get(search(text)),
        unseen: "Holder 12",
        control: await admin.get(search(text)),
      })),
    ),
} satisfies Refused;
