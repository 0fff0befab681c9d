import type { Refused } from "../attack.ts";
import { changeAccount, operationsOn } from "../change-account.ts";

const nobody = "00000000-0000-4000-8000-000000000000";

/** A line of the log about a record out of reach is as if it were not there. */
export default {
  threat: "O3",
  name: "lines of the log about a record out of reach",
  prepare: (stage) => changeAccount(stage, "37", { holder: "Western" }, "a word with the west"),
  run: async (stage) => {
    const { clerk, admin } = stage;
    const [operation] = await operationsOn(stage, "37");
    await admin.get("/api/resources/accounts/records?sort=id&search=Western");
    const silences = [
      ["/api/audit?resource=accounts&limit=200", operation?.id ?? ""],
      ["/api/audit?limit=200", "a word with the west"],
      ["/api/audit?resource=accounts&key=37&limit=200", operation?.id ?? ""],
      ["/api/audit?resource=accounts&kind=record.list&limit=200", '"37"'],
      ["/api/audit?resource=accounts&field=holder&value=Western&limit=200", operation?.id ?? ""],
    ].map(async ([path = "", unseen = ""]) => ({
      what: path,
      unseen,
      reply: await clerk.get(path),
      control: await admin.get(path),
    }));
    const refusals = ["", "/undo", "/proof"].map(async (path) => ({
      what: `entry${path}`,
      code: "not_found" as const,
      reply: await clerk.get(`/api/audit/${operation?.id}${path}`),
      like: { reply: await clerk.get(`/api/audit/${nobody}${path}`), hidden: operation?.id ?? "" },
    }));
    return Promise.all([...silences, ...refusals]);
  },
} satisfies Refused;
