import * as z from "zod";
import type { Refusal } from "../contract/index.ts";
import { isRefusal } from "../contract/index.ts";
import type { ListRequest } from "../plan/list.ts";
import { planList } from "../plan/list.ts";
import { listBody, listQuery, noQuery, resourcePath } from "./input.ts";
import type { Scene } from "./operation.ts";
import { defineOperation, grantOf } from "./operation.ts";
import type { Task } from "./task.ts";

export const listRecords = defineOperation({
  name: "record.list",
  summary: "One page of a resource's records.",
  method: "GET",
  path: "/api/resources/{resource}/records",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({ path: resourcePath, query: listQuery }),
  plan: ({ path, query }, scene) => planPage(scene, path.resource, query),
});

export const searchRecords = defineOperation({
  name: "record.search",
  summary: "The same as a body, for filters too long for an address.",
  method: "POST",
  path: "/api/resources/{resource}/records/search",
  effect: "read",
  assurance: "signedIn",
  status: 200,
  input: z.object({ path: resourcePath, query: noQuery, body: listBody }),
  plan: ({ path, body }, scene) => planPage(scene, path.resource, body),
});

function planPage(scene: Scene, resource: string, request: ListRequest): Task | Refusal {
  const grant = grantOf(scene, resource);
  if (isRefusal(grant)) return grant;
  const plan = planList(grant, request, {
    cursorKey: scene.cursorKey,
  });
  if (isRefusal(plan)) return plan;
  return {
    kind: "list",
    // A page without rows is asked for the sake of its count.
    plan: { name: plan.limit === 0 ? "record.count" : "record.list", plan, origin: null },
    answer: (body) => ({ body }),
  };
}
