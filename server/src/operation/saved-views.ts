import * as z from "zod";
import { isViewVisible } from "../access/visible-view.ts";
import type { GridState, Refusal } from "../contract/index.ts";
import { isRefusal } from "../contract/index.ts";
import { fromWire } from "../database/wire.ts";
import type { ViewChange, ViewValues } from "../execute/saved-view.ts";
import { filterSchema } from "../plan/filter.ts";
import { nameText, noQuery, resourcePath, searchText } from "./input.ts";
import type { Scene } from "./operation.ts";
import { defineOperation, grantOf } from "./operation.ts";
import type { Task } from "./task.ts";

const state: z.ZodType<GridState> = z
  .strictObject({
    filter: z.array(filterSchema).max(50),
    sort: z.array(z.strictObject({ field: z.string(), direction: z.enum(["asc", "desc"]) })).max(5),
    search: searchText,
    columns: z
      .array(z.strictObject({ field: z.string(), width: z.int().min(20).max(2_000).optional() }))
      .max(500)
      .nullable(),
  })
  .refine(isStorable, "holds a character that no text can hold") as z.ZodType<GridState>;

function isStorable(given: unknown): boolean {
  return fromWire({ kind: "json", type: "jsonb" }, JSON.stringify(given)).ok;
}

const view = z.strictObject({
  name: nameText,
  shared: z.boolean(),
  state,
});
const changes = view.partial();
const viewPath = resourcePath.extend({ id: z.guid() });

export const listViews = defineOperation({
  name: "view.list",
  summary: "The caller's saved views of a resource, and those that others share.",
  method: "GET",
  path: "/api/resources/{resource}/views",
  effect: "none",
  assurance: "signedIn",
  status: 200,
  input: z.object({ path: resourcePath, query: noQuery }),
  plan: ({ path }, scene) => {
    const grant = grantOf(scene, path.resource);
    if (isRefusal(grant)) return grant;
    return {
      kind: "views",
      plan: path.resource,
      answer: ({ views }) => ({
        body: { views: views.filter((each) => each.own || isViewVisible(each.state, grant)) },
      }),
    };
  },
});

export const createView = defineOperation({
  name: "view.create",
  summary: "Saves the state of a grid under a name.",
  method: "POST",
  path: "/api/resources/{resource}/views",
  effect: "write",
  assurance: "signedIn",
  status: 201,
  input: z.object({ path: resourcePath, query: noQuery, body: view }),
  plan: ({ path, body }, scene) =>
    planChange(scene, { verb: "create", resource: path.resource, values: body }),
});

export const updateView = defineOperation({
  name: "view.update",
  summary: "Renames, shares or replaces a saved view of one's own.",
  method: "PATCH",
  path: "/api/resources/{resource}/views/{id}",
  effect: "write",
  assurance: "signedIn",
  status: 200,
  input: z.object({ path: viewPath, query: noQuery, body: changes }),
  plan: ({ path, body }, scene) =>
    planChange(scene, {
      verb: "update",
      resource: path.resource,
      id: path.id,
      values: givenOf(body),
    }),
});

export const deleteView = defineOperation({
  name: "view.delete",
  summary: "Removes a saved view of one's own.",
  method: "DELETE",
  path: "/api/resources/{resource}/views/{id}",
  effect: "write",
  assurance: "signedIn",
  status: 204,
  input: z.object({ path: viewPath, query: noQuery }),
  plan: ({ path }, scene) =>
    planChange(scene, { verb: "delete", resource: path.resource, id: path.id }),
});

function planChange(scene: Scene, change: ViewChange): Task | Refusal {
  const grant = grantOf(scene, change.resource);
  if (isRefusal(grant)) return grant;
  return { kind: "viewChange", plan: change, answer: (body) => ({ body }) };
}

function givenOf({ name, shared, state: given }: z.infer<typeof changes>): Partial<ViewValues> {
  return {
    ...(name !== undefined && { name }),
    ...(shared !== undefined && { shared }),
    ...(given !== undefined && { state: given }),
  };
}
