import type { Refused } from "../attack.ts";
import { changeAccount, operationsOn } from "../change-account.ts";

/** Taking back what brought a record into reach would move it out again, and show what it was. */
export default {
  threat: "O3",
  name: "an undo of what moved a record into reach",
  prepare: (stage) => changeAccount(stage, "39", { region: "eu", holder: "Arrived" }),
  run: async (stage) => {
    const { clerk, admin } = stage;
    const [operation] = await operationsOn(stage, "39");
    const path = `/api/audit/${operation?.id}/undo`;
    const plan = await clerk.get(path);
    const control = await admin.get(path);
    return [
      { what: "plan", unseen: "Holder 39", reply: plan, control },
      {
        what: "undo",
        code: "forbidden",
        reply: await clerk.send(
          "POST",
          path,
          { reason: "a mistake" },
          { "if-match": `"${plan.json.version}"` },
        ),
      },
    ];
  },
} satisfies Refused;
