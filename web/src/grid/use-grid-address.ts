import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
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
  const [params, setParams] = useSearchParams();
  const address = useMemo(() => parseGridState(params), [params]);
  const change = useCallback<ChangeGrid>(
    (changed, how) => {
      if (address === null) return;
      const next = changeGrid(address, changed);
      setParams(printGridState(next), { replace: how === "replace" });
    },
    [address, setParams],
  );
  const clear = useCallback(() => setParams(""), [setParams]);
  return { address, change, clear };
}
