import { useCallback, useMemo } from "react";
import { useAddressQuery } from "../route/use-address-query.ts";
import { changeGrid, type GridAddress, parseGridState, printGridState } from "./grid-state.ts";

export type ChangeGrid = (change: Partial<GridAddress>, how?: "replace") => void;

export interface GridAddressState {
  /** Null when the address cannot be understood. */
  readonly address: GridAddress | null;
  readonly change: ChangeGrid;
  readonly clear: () => void;
}

/** The grid's state and its only keeper: the address. */
export function useGridAddress(): GridAddressState {
  const [params, setParams] = useAddressQuery();
  const address = useMemo(() => parseGridState(params), [params]);
  const change = useCallback<ChangeGrid>(
    (changed, how) => {
      if (address === null) return;
      const next = changeGrid(address, changed);
      setParams(printGridState(next), how);
    },
    [address, setParams],
  );
  const clear = useCallback(() => setParams(""), [setParams]);
  return { address, change, clear };
}
