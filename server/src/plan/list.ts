import type { KeyObject } from "node:crypto";
import type { Condition } from "../access/condition.ts";
import { and } from "../access/condition.ts";
import type { Grant } from "../access/grant.ts";
import type { SeenField } from "../access/seen-field.ts";
import type { FieldError, Filter, Refusal, Sort } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { CursorScope, PageStart } from "./cursor.ts";
import { openCursor } from "./cursor.ts";
import { planFilter } from "./filter.ts";
import type { Order } from "./order.ts";
import { planOrder } from "./order.ts";
import { planSearch } from "./search.ts";

export const defaultLimit = 50;
export const maxLimit = 200;

/** What a client asks of a list, parsed but not yet judged. */
export interface ListRequest {
  readonly filter: readonly Filter[];
  readonly sort: readonly Sort[];
  /** Names of the fields to show; all that may be seen when null. */
  readonly fields: readonly string[] | null;
  readonly limit: number;
  readonly after: string | null;
  readonly before: string | null;
  readonly search: string;
  readonly count: "none" | "estimate" | "exact";
}

/** One page of one resource, decided in every respect. */
export interface ListPlan {
  readonly kind: "list";
  readonly grant: Grant;
  /** Fields that leave the server. */
  readonly shown: readonly SeenField[];
  readonly where: Condition;
  /** Masked fields that are compared with a value typed in full, each as often as it is: so many guesses it is. */
  readonly lookups: readonly string[];
  readonly order: Order;
  readonly limit: number;
  readonly start: PageStart | null;
  readonly count: ListRequest["count"];
  readonly scope: CursorScope;
}

export function planList(
  grant: Grant,
  request: ListRequest,
  context: { readonly cursorKey: KeyObject; readonly within?: Condition },
): ListPlan | Refusal {
  const shown = planFields(grant, request.fields);
  if (isRefusal(shown)) return shown;
  const filter = planFilter(grant, request.filter);
  if (isRefusal(filter)) return filter;
  const order = planOrder(grant, request.sort.length > 0 ? request.sort : sortableDefault(grant));
  if (isRefusal(order)) return order;
  if (request.after !== null && request.before !== null)
    return refuse("invalid_cursor", { detail: "Give `after` or `before`, not both." });

  const search = request.search.trim();
  const sought = and([filter, ...(search === "" ? [] : [planSearch(grant, search)])]);
  const where = and([grant.rows, ...(context.within ? [context.within] : []), sought]);
  const scope: CursorScope = {
    resource: grant.resource.name,
    order,
    query: [request.filter, search, relatedFrom(context.within)],
  };
  const cursor = request.after ?? request.before;
  const position = cursor === null ? null : openCursor(context.cursorKey, scope, cursor);
  if (isRefusal(position)) return position;
  return {
    kind: "list",
    grant,
    shown,
    where,
    lookups: lookupsIn(grant, sought),
    order,
    limit: request.limit,
    start: position && { position, side: request.after !== null ? "after" : "before" },
    count: request.count,
    scope,
  };
}

function lookupsIn(grant: Grant, condition: Condition): readonly string[] {
  if (condition.kind === "relatedTo") return [];
  if (condition.kind !== "comparison")
    return condition.conditions.flatMap((each) => lookupsIn(grant, each));
  const { name } = condition.field;
  return grant.readable.some((field) => field.name === name && field.lookedUp) ? [name] : [];
}

function planFields(grant: Grant, names: readonly string[] | null): readonly SeenField[] | Refusal {
  if (names === null) return grant.readable;
  const errors: FieldError[] = [];
  const shown = names.flatMap((name, index) => {
    const field = grant.readable.find((each) => each.name === name);
    if (!field)
      errors.push({ pointer: `/fields/${index}`, message: "is not a field of this resource" });
    return field ?? [];
  });
  return errors.length > 0 ? refuse("unknown_field", { errors }) : [...new Set(shown)];
}

function sortableDefault(grant: Grant): readonly Sort[] {
  return grant.resource.defaultSort.filter((sort) =>
    grant.readable.some((field) => field.name === sort.field && field.sortable),
  );
}

function relatedFrom(within: Condition | undefined): unknown {
  return within?.kind === "relatedTo"
    ? [within.near.resource.name, within.key, within.relation.name]
    : null;
}
