import { useEffect, useState } from "react";
import type { GridAddress } from "../grid-state.ts";
import type { ChangeGrid } from "../use-grid-address.ts";

/** Milliseconds without a keystroke until the search is made. */
const pause = 350;

/** What stands in the search box: ahead of the address while somebody types. */
export function useGridSearch({ search }: GridAddress, change: ChangeGrid) {
  const [draft, setDraft] = useState<string | null>(null);

  useEffect(() => {
    if (draft === null || draft === search) return;
    const timer = setTimeout(() => change({ search: draft }, replaces(search)), pause);
    return () => clearTimeout(timer);
  }, [draft, search, change]);

  // The address is the truth again once it says what was typed, or when somebody goes back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the address changes
  useEffect(() => setDraft(null), [search]);

  return {
    text: draft ?? search,
    type: setDraft,
    commit: () => draft !== null && change({ search: draft }, replaces(search)),
  };
}

/** Only the first letter makes a step to go back to. */
function replaces(search: string): "replace" | undefined {
  return search === "" ? undefined : "replace";
}
