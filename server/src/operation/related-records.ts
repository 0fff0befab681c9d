import * as z from "zod";
import { visibleRelations } from "../access/visible-relations.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import { planList } from "../plan/list.ts";
import { planRecord } from "../plan/record.ts";
import { listQuery, recordPath } from "./input.ts";
import { defineOperation, grantOf } from "./operation.ts";

export const relatedRecords = defineOperation({
  name: "record.related",
  summary: "One page of the records that a relation leads to from one record.",
  method: "GET",
  path: "/api/resources/{resource}/records/{key}/related/{relation}",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({ path: recordPath.extend({ relation: z.string() }), query: listQuery }),
  plan: ({ path, query }, scene) => {
    const grant = grantOf(scene, path.resource);
    if (isRefusal(grant)) return grant;
    const start = planRecord(grant, path.key);
    if (isRefusal(start)) return start;
    const relation = visibleRelations(grant, scene.grants).find(
      (each) => each.name === path.relation,
    );
    const target = relation && scene.grants.get(relation.target);
    if (!relation || !target) return refuse("not_found", { detail: "There is no such relation." });
    const through = relation.through && scene.grants.get(relation.through.resource);
    const plan = planList(target, query, {
      cursorKey: scene.cursorKey,
      within: {
        kind: "relatedTo",
        near: grant,
        key: start.key,
        relation,
        through: through ?? null,
      },
    });
    if (isRefusal(plan)) return plan;
    const origin = { grant, key: start.key };
    return {
      kind: "list",
      plan: { name: "record.related", plan, origin },
      answer: (body) => ({ body }),
    };
  },
});
