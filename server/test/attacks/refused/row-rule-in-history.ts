import type { Refused } from "../attack.ts";
import { changeAccount, operationsOn } from "../change-account.ts";

const records = "/api/resources/accounts/records";

/** An account that has left Europe, and one that never was there. */
const [left, outside, nobody] = ["36", "35", "4035"];

/** What a record was while it was out of reach stays so, also once it is back. */
export default {
  threat: "O3",
  name: "the past of a record, as it was out of reach",
  prepare: async (stage) => {
    await changeAccount(stage, outside, { holder: "Never seen" });
    await changeAccount(stage, left, { region: "us", holder: "Gone west" });
    await changeAccount(stage, left, { region: "eu", holder: "Come home" });
  },
  run: async (stage) => {
    const { clerk, admin } = stage;
    const [, went] = await operationsOn(stage, left);
    const then = encodeURIComponent(went?.at ?? "");
    const silences = [
      `${records}/${left}/history`,
      `${records}/${left}/as-of?at=${then}`,
      `/api/audit/${went?.id}`,
    ].map(async (path) => ({
      what: path,
      unseen: "Gone west",
      reply: await clerk.get(path),
      control: await admin.get(path),
    }));
    const refusals = ["history", "as-of?at=2020-01-01T00:00:00Z"].map(async (path) => ({
      what: path,
      code: "not_found" as const,
      reply: await clerk.get(`${records}/${outside}/${path}`),
      like: { reply: await clerk.get(`${records}/${nobody}/${path}`), hidden: outside },
    }));
    return Promise.all([...silences, ...refusals]);
  },
} satisfies Refused;
