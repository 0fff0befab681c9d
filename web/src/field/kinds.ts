import type { FieldDescription, FieldKind } from "purser/contract";
import { lazy } from "react";
import { FieldCell } from "./cell.tsx";
import type { FieldKindComponents } from "./kind.ts";

const components: FieldKindComponents = {
  Cell: FieldCell,
  Show: lazy(async () => ({ default: (await import("./show.tsx")).FieldShow })),
  Edit: lazy(async () => ({ default: (await import("./edit.tsx")).FieldEdit })),
  Filter: lazy(async () => ({ default: (await import("./filter/field-filter.tsx")).FieldFilter })),
};

/** How a kind of field is shown and edited. All but `Cell` load when first drawn: wrap them in Suspense. */
export function fieldKind(_kind: FieldKind): FieldKindComponents {
  return components;
}

/** Numbers line up at their last digit. */
export function fieldAlign(field: FieldDescription): "start" | "end" {
  const numeric = ["integer", "bigint", "decimal", "float"].includes(field.kind);
  return numeric && field.relation === null ? "end" : "start";
}
