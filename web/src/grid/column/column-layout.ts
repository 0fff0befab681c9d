import type { FieldDescription, FieldKind, GridState, ResourceDescription } from "purser/contract";
import { createPreference, type Preference } from "../../preference/preference.ts";

/** How somebody arranged a resource's columns, by field name. */
export interface ColumnLayout {
  /** Null until somebody chose: the fields that the server puts into lists. */
  readonly order: readonly string[] | null;
  /** Pixels. */
  readonly widths: { readonly [field: string]: number };
}

export interface GridColumn {
  readonly field: FieldDescription;
  readonly width: number;
}

export const narrowest = 56;
export const widest = 900;

/** The layout kept in this browser for a resource. */
export function columnLayout(resource: string): Preference<ColumnLayout> {
  const known = layouts.get(resource);
  if (known !== undefined) return known;
  const layout = createPreference(`columns.${resource}`, parseLayout);
  layouts.set(resource, layout);
  return layout;
}

/** The columns to draw, in order: the address's choice, else the person's, else the server's. */
export function chooseColumns(
  resource: ResourceDescription,
  chosen: GridState["columns"],
  layout: ColumnLayout,
): readonly GridColumn[] {
  const names = chosen?.map(({ field }) => field) ?? layout.order ?? defaultColumns(resource);
  const fields = names.flatMap((name) => resource.fields.filter((field) => field.name === name));
  const shown = fields.length > 0 ? fields : resource.fields.slice(0, 1);
  return shown.map((field) => ({ field, width: layout.widths[field.name] ?? usualWidth(field) }));
}

export function defaultColumns(resource: ResourceDescription): readonly string[] {
  return resource.fields.filter(({ inList }) => inList).map(({ name }) => name);
}

const layouts = new Map<string, Preference<ColumnLayout>>();

const usualWidths: { readonly [kind in FieldKind]?: number } = {
  integer: 110,
  boolean: 90,
  date: 120,
  decimal: 130,
  float: 120,
  enum: 130,
  timestamp: 160,
  timestamptz: 160,
  longText: 260,
  json: 240,
  uuid: 280,
};

function usualWidth(field: FieldDescription): number {
  const usual = field.format === "money" ? 160 : (usualWidths[field.kind] ?? 180);
  // The heading, its sort mark and its menu must fit as well.
  return Math.max(usual, Math.min(field.label.length * 8 + 56, 240));
}

function parseLayout(stored: unknown): ColumnLayout {
  if (typeof stored !== "object" || stored === null) return { order: null, widths: {} };
  const order = "order" in stored && Array.isArray(stored.order) ? stored.order : null;
  const widths = "widths" in stored && typeof stored.widths === "object" ? stored.widths : null;
  return {
    order: order?.filter((name) => typeof name === "string") ?? null,
    widths: Object.fromEntries(Object.entries(widths ?? {}).filter(([, width]) => isWidth(width))),
  };
}

function isWidth(width: unknown): boolean {
  return typeof width === "number" && width >= narrowest && width <= widest;
}
