import * as z from "zod";
import { isRefusal, refuse } from "../contract/index.ts";
import { parseKey } from "../plan/record.ts";
import { recordPath } from "./input.ts";
import { instant } from "./list-audit.ts";
import { defineOperation, grantOf } from "./operation.ts";

export const recordAsOf = defineOperation({
  name: "record.asOf",
  summary: "A record as it was at a moment, and the fields that are another way now.",
  method: "GET",
  path: "/api/resources/{resource}/records/{key}/as-of",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({ path: recordPath, query: z.strictObject({ at: instant }) }),
  plan: ({ path, query }, scene) => {
    const grant = grantOf(scene, path.resource);
    if (isRefusal(grant)) return grant;
    const denial = grant.denials.get("history");
    if (denial) return denial;
    const key = parseKey(grant, path.key);
    if (key === null)
      return refuse("invalid_key", { detail: "The key does not fit this resource." });
    return { kind: "asOf", plan: { grant, key, at: query.at }, answer: (body) => ({ body }) };
  },
});
