import * as z from "zod";
import { and, compare, or } from "../access/condition.ts";
import type { LookupAnswer } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import { planList } from "../plan/list.ts";
import { keyFields, parseKey } from "../plan/record.ts";
import { limitText, resourcePath, searchText } from "./input.ts";
import { defineOperation, grantOf } from "./operation.ts";

const mostKeys = 200;
const keys = z.union([z.string().transform((key) => [key]), z.array(z.string()).max(mostKeys)]);

export const lookupRecords = defineOperation({
  name: "record.lookup",
  summary:
    "Keys and labels of records, by search text or by keys: what pickers and relation columns show.",
  method: "GET",
  path: "/api/resources/{resource}/lookup",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({
    path: resourcePath,
    query: z.strictObject({
      search: searchText.optional(),
      keys: keys.optional(),
      limit: limitText.optional(),
    }),
  }),
  plan: ({ path, query }, scene) => {
    const grant = grantOf(scene, path.resource);
    if (isRefusal(grant)) return grant;
    const denial = grant.denials.get("read");
    if (denial) return denial;
    const fields = keyFields(grant.resource);
    const wanted = query.keys?.map((key) => parseKey(grant, key));
    if (wanted?.some((key) => key === null))
      return refuse("invalid_key", { detail: "A key does not fit this resource." });
    const plan = planList(
      grant,
      {
        filter: [],
        sort: [],
        fields: [...new Set([...grant.resource.key, ...(grant.label ? [grant.label.name] : [])])],
        limit: query.keys ? mostKeys : (query.limit ?? 20),
        after: null,
        before: null,
        search: query.search ?? "",
        count: "none",
      },
      {
        cursorKey: scene.cursorKey,
        ...(wanted && {
          within: or(
            wanted.map((key) =>
              and(fields.map((field, index) => compare(field, "eq", key?.[index] ?? ""))),
            ),
          ),
        }),
      },
    );
    if (isRefusal(plan)) return plan;
    return {
      kind: "list",
      plan: { name: "record.lookup", plan, origin: null },
      answer: ({ records }) => {
        const body: LookupAnswer = {
          records: records.map(({ key, label }) => ({ key: key ?? "", label })),
        };
        return { body };
      },
    };
  },
});
