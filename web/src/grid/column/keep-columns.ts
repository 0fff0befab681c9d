import type { ChangeGrid } from "../use-grid-address.ts";
import { columnLayout } from "./column-layout.ts";

/** Chooses a grid's columns, in this browser and in the address; null goes back to the usual ones. */
export function keepColumns(
  resource: string,
  order: readonly string[] | null,
  change: ChangeGrid,
): void {
  const layout = columnLayout(resource);
  layout.write({ ...layout.read(), order });
  change({ columns: order?.map((field) => ({ field })) ?? null }, "replace");
}
