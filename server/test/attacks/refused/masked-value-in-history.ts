import type { Refused } from "../attack.ts";
import { changeAccount, operationsOn } from "../change-account.ts";

const account = "/api/resources/accounts/records/38";

/** The mask is of today, whatever the log holds. */
export default {
  threat: "O1",
  name: "a masked value in the log, before and after",
  prepare: (stage) => changeAccount(stage, "38", { email: "later38@example.org" }),
  run: async (stage) => {
    const { clerk, admin } = stage;
    const [operation] = await operationsOn(stage, "38");
    const paths = [
      [`${account}/history`, "holder38@example.org"],
      [`${account}/history`, "later38@example.org"],
      [`${account}/as-of?at=2020-01-01T00:00:00Z`, "holder38@example.org"],
      [`/api/audit/${operation?.id}`, "holder38@example.org"],
      [`/api/audit/${operation?.id}/undo`, "holder38@example.org"],
      [`/api/audit/${operation?.id}/undo`, "later38@example.org"],
    ] as const;
    return Promise.all(
      paths.map(async ([path, unseen]) => ({
        what: `${path} ${unseen}`,
        unseen,
        reply: await clerk.get(path),
        control: await admin.get(path),
      })),
    );
  },
} satisfies Refused;
