import { useQueryClient } from "@tanstack/react-query";
import type { MeAnswer, ResourceDescription, SavedView } from "purser/contract";
import { useDeferredValue, useMemo, useState } from "react";
import { useMatch } from "react-router";
import { useLookup } from "../api/queries.ts";
import { printGridState } from "../grid/grid-state.ts";
import { paths } from "../route/paths.ts";
import { useSettled } from "../time/use-settled.ts";
import { findPlaces, type PaletteEntry, readRecordSearch } from "./palette-entries.ts";

/** Milliseconds without a keystroke until records are looked up: each lookup is a recorded read. */
const pause = 250;
const most = 30;

/** What the palette offers for what somebody types. */
export function usePalette(me: MeAnswer, resources: readonly ResourceDescription[]) {
  const [text, setText] = useState("");
  const here = useMatch("/r/:resource/*")?.params.resource ?? null;
  const views = useLoadedViews();
  const settled = useSettled(text, pause);
  const wanted = useMemo(
    () => readRecordSearch(settled, resources, here),
    [settled, resources, here],
  );
  const canSearch = wanted !== null && wanted.search !== "" && wanted.resource.key.length > 0;
  const records = useLookup(wanted?.resource.name ?? "", wanted?.search ?? "", canSearch);
  const deferred = useDeferredValue(text);
  const entries = useMemo((): readonly PaletteEntry[] => {
    const places = findPlaces(me, resources, views, deferred);
    const found = canSearch && records.data !== undefined ? records.data : [];
    const open = found.map(({ key, label }) => ({
      to: paths.record(wanted?.resource.name ?? "", key),
      label: label === key ? label : `${label} · ${key}`,
      kind: wanted?.resource.labelOne ?? "",
    }));
    return [...places, ...open].slice(0, most);
  }, [me, resources, views, deferred, records.data, canSearch, wanted]);
  return { text, setText, entries, isSearching: canSearch && records.isFetching };
}

/** Saved views that a grid or home has loaded; the palette asks for none itself. */
function useLoadedViews() {
  const client = useQueryClient();
  return useMemo(
    () =>
      client
        .getQueriesData<readonly SavedView[]>({ queryKey: ["views"] })
        .flatMap(([[, resource], views = []]) =>
          views.map((view) => ({
            resource: String(resource),
            view,
            to: paths.grid(String(resource), printGridState({ ...view.state, view: view.id })),
          })),
        ),
    [client],
  );
}
