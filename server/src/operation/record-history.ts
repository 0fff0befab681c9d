import * as z from "zod";
import { isRefusal, refuse } from "../contract/index.ts";
import { parseKey } from "../plan/record.ts";
import { limitText, recordPath } from "./input.ts";
import { defineOperation, grantOf } from "./operation.ts";

export const recordHistory = defineOperation({
  name: "record.history",
  summary: "A record's changes, newest first, also after it was deleted.",
  method: "GET",
  path: "/api/resources/{resource}/records/{key}/history",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({
    path: recordPath,
    query: z.strictObject({ after: z.string().optional(), limit: limitText.optional() }),
  }),
  plan: ({ path, query }, scene) => {
    const grant = grantOf(scene, path.resource);
    if (isRefusal(grant)) return grant;
    const denial = grant.denials.get("history");
    if (denial) return denial;
    const key = parseKey(grant, path.key);
    if (key === null)
      return refuse("invalid_key", { detail: "The key does not fit this resource." });
    const plan = { grant, key, after: query.after ?? null, limit: query.limit ?? 20 };
    return { kind: "history", plan, answer: (body) => ({ body }) };
  },
});
