import { useCallback, useMemo, useState } from "react";

/** The records that somebody ticked, by key; kept while paging. */
export interface Selection {
  readonly keys: readonly string[];
  readonly toggle: (key: string) => void;
  readonly set: (keys: readonly string[]) => void;
}

export function useSelection(): Selection {
  const [keys, set] = useState<readonly string[]>([]);
  const toggle = useCallback(
    (key: string) =>
      set((now) => (now.includes(key) ? now.filter((one) => one !== key) : [...now, key])),
    [],
  );
  return useMemo(() => ({ keys, toggle, set }), [keys, toggle]);
}
