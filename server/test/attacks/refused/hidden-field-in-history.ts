import type { Refused } from "../attack.ts";
import { changeSecret } from "../change-secret.ts";

export default {
  threat: "O1",
  name: "a record's history with a hidden field's before and after",
  prepare: (stage) => changeSecret(stage, "41", "told in history"),
  run: async ({ viewer, admin }) => {
    const path = "/api/resources/customers/records/41/history";
    return Promise.all(
      ["secret", "told in history"].map(async (unseen) => ({
        what: unseen,
        reply: await viewer.get(path),
        unseen,
        control: await admin.get(path),
      })),
    );
  },
} satisfies Refused;
