import type { ResourceDescription } from "purser/contract";
import type { GridColumn } from "../column/column-layout.ts";
import type { GridAddress } from "../grid-state.ts";

export interface SavedViewsProps {
  readonly resource: ResourceDescription;
  readonly address: GridAddress;
  readonly columns: readonly GridColumn[];
}
