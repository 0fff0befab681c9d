import type { FieldDescription, ResourceDescription } from "purser/contract";
import type { RefObject } from "react";
import type { GridAddress } from "./grid-state.ts";
import type { Grid } from "./use-grid.ts";
import type { ChangeGrid } from "./use-grid-address.ts";
import type { Selection } from "./use-selection.ts";

export interface GridBodyProps {
  readonly resource: ResourceDescription;
  readonly address: GridAddress;
  readonly change: ChangeGrid;
  readonly clear: () => void;
  readonly grid: Grid;
  readonly selection: Selection;
  readonly rows: RefObject<HTMLDivElement | null>;
  readonly onFilter: (field: FieldDescription) => void;
}
