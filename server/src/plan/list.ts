import type { KeyObject } from "node:crypto";
import type { Grant } from "../access/grant.ts";
import type { FieldError, Filter, Refusal, Sort } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { Field } from "../resource/resource.ts";
import type { Condition } from "./condition.ts";
import { and } from "./condition.ts";
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
  readonly shown: readonly Field[];
  readonly where: Condition;
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
  const where = and([
    ...(context.within ? [context.within] : []),
    filter,
    ...(search === "" ? [] : [planSearch(grant, search)]),
  ]);
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
    order,
    limit: request.limit,
    start: position && { position, side: request.after !== null ? "after" : "before" },
    count: request.count,
    scope,
  };
}

function planFields(grant: Grant, names: readonly string[] | null): readonly Field[] | Refusal {
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
    ? [within.resource.name, within.key, within.relation.name]
    : null;
}
