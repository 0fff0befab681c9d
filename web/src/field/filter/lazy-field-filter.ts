import { lazy } from "react";

/** Loads when a filter is first opened, with the controls of every kind: wrap it in Suspense. */
export const LazyFieldFilter = lazy(async () => ({
  default: (await import("./field-filter.tsx")).FieldFilter,
}));
