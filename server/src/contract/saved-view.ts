import type { Filter, Sort } from "./filter.ts";

/** The state of a grid that a person keeps under a name. */
export interface GridState {
  readonly filter: readonly Filter[];
  readonly sort: readonly Sort[];
  readonly search: string;
  readonly columns: readonly { readonly field: string; readonly width?: number }[] | null;
}

/** `GET|POST …/views`, `PATCH|DELETE …/views/{id}` */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  /** Whether the caller made it, and so may change it. */
  readonly own: boolean;
  readonly owner: string;
  readonly state: GridState;
}

export interface SavedViewsAnswer {
  readonly views: readonly SavedView[];
}
