import { sql } from "kysely";
import type { Condition } from "../access/condition.ts";
import type { Grant } from "../access/grant.ts";
import type { SeenField } from "../access/seen-field.ts";
import type { ListPlan } from "../plan/list.ts";
import type { Order } from "../plan/order.ts";
import type { RecordPlan } from "../plan/record.ts";
import type { Fragment } from "./compile.ts";
import { all, columnOf, fixed, tableOf } from "./compile.ts";
import { cutColumn, isCut } from "./cut.ts";
import { beyond, orderBy } from "./order.ts";
import { keyIs, whereOf } from "./where.ts";

/** A query for rows and where in each row its parts stand. */
export interface PageQuery {
  readonly select: Fragment;
  readonly width: number;
  /** Of the grant's readable fields, in their order. */
  readonly fields: readonly number[];
  /** Of the resource's key columns. */
  readonly key: readonly number[];
  /** Of the order's terms: what a cursor is made of. */
  readonly order: readonly number[];
  /** Of the grant's conditions: whether the row meets them. */
  readonly decided: readonly number[];
}

/** One row more than the page holds, to know whether there are further ones. */
export function selectPage(plan: ListPlan): PageQuery {
  return selectLaidOut(plan, listLayout(plan.grant, plan.order));
}

/** The same with the shown fields alone, none of them cut; `fields` are theirs. */
export function selectWhole(plan: ListPlan): PageQuery {
  const fields = plan.shown.map(({ name }) => ({ name, value: columnOf(name), whole: true }));
  const terms = plan.order.terms.map((term) => term.column);
  return selectLaidOut(plan, columnsOf(fields, plan.grant, terms));
}

function selectLaidOut({ grant, order, start, ...plan }: ListPlan, layout: Layout): PageQuery {
  const { columns, ...parts } = layout;
  const where = all([whereOf(plan.where), ...(start ? [beyond(order, start)] : [])]);
  return {
    ...parts,
    select: sql`select ${columns} from ${tableOf(grant.resource.table)} where ${where} ${orderBy(order, start?.side ?? "after")} limit ${sql.lit(plan.limit + 1)}`,
  };
}

/** Lists of one grant in one order all have the same columns: they are put into words once. */
const layouts = new WeakMap<Grant, Map<string, Layout>>();

function listLayout(grant: Grant, order: Order): Layout {
  const known = layouts.get(grant) ?? new Map<string, Layout>();
  layouts.set(grant, known);
  const terms = order.terms.map((term) => term.column);
  const name = JSON.stringify(terms);
  const layout =
    known.get(name) ??
    columnsOf(
      grant.readable.map((field) =>
        isListedCut(field)
          ? { name: field.name, value: cutColumn(field.stored), whole: false }
          : { name: field.name, value: columnOf(field.name), whole: true },
      ),
      grant,
      terms,
    );
  known.set(name, layout);
  return layout;
}

/** What stands for a masked value is made from the whole of it. */
export function isListedCut({ stored, disguisedBy }: SeenField): boolean {
  return disguisedBy === null && isCut(stored);
}

/** The whole of one record; `forUpdate` also holds it until the transaction ends. */
export function selectRecord(
  plan: Pick<RecordPlan, "grant" | "key">,
  options: { readonly forUpdate: boolean },
): PageQuery {
  const { grant, key } = plan;
  const { columns, ...parts } = columnsOf(
    grant.readable.map(({ name }) => ({ name, value: columnOf(name), whole: true })),
    grant,
    [],
  );
  const lock = options.forUpdate ? sql`for update` : sql``;
  return {
    ...parts,
    select: sql`select ${columns} from ${tableOf(grant.resource.table)} where ${all([keyIs(grant.resource, key), whereOf(grant.rows)])} ${lock}`,
  };
}

/** Whether the record that a related list starts from is there at all. */
export function selectExists({ resource, rows }: Grant, key: readonly string[]): Fragment {
  return sql`exists (select from ${tableOf(resource.table)} where ${all([keyIs(resource, key), whereOf(rows)])})`;
}

/** One row where a record is there: whether it meets each of the conditions. */
export function selectMeets(
  { resource }: Grant,
  key: readonly string[],
  conditions: readonly Condition[],
): Fragment {
  const met = conditions.map((condition) => sql`coalesce(${whereOf(condition)}, false)`);
  return sql`select ${sql.join(met)} from ${tableOf(resource.table)} where ${keyIs(resource, key)}`;
}

type Layout = Omit<PageQuery, "select"> & { readonly columns: Fragment };

/** Lays out a row: fields first, then whatever of key and order is not there already in full. */
function columnsOf(
  fields: readonly { readonly name: string; readonly value: Fragment; readonly whole: boolean }[],
  grant: Grant,
  order: readonly string[],
): Layout {
  const columns = fields.map((field) => field.value);
  const placeOf = new Map(
    fields.flatMap(({ name, whole }, index) => (whole ? [[name, index] as const] : [])),
  );
  const place = (name: string): number => {
    const known = placeOf.get(name);
    if (known !== undefined) return known;
    placeOf.set(name, columns.length);
    return columns.push(columnOf(name)) - 1;
  };
  const keyPlaces = grant.resource.key.map(place);
  const orderPlaces = order.map(place);
  const decided = grant.conditions.map(
    (condition) => columns.push(sql`coalesce(${whereOf(condition)}, false)`) - 1,
  );
  const listed = sql.join(columns.map((value, index) => sql`${value} as ${sql.id(`c${index}`)}`));
  return {
    columns: columns.length === 0 ? sql`null as c0` : fixed(listed),
    width: Math.max(columns.length, 1),
    fields: fields.map((_, index) => index),
    key: keyPlaces,
    order: orderPlaces,
    decided,
  };
}
