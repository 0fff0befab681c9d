import type { ResourceDescription } from "purser/contract";
import { type RefObject, useMemo } from "react";
import { useNavigate } from "react-router";
import { useShortcuts } from "../keyboard/use-shortcuts.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import type { FilterBarHandle } from "./filter/filter-bar.tsx";
import type { Grid } from "./use-grid.ts";
import type { ChangeGrid } from "./use-grid-address.ts";
import type { Selection } from "./use-selection.ts";

interface GridShortcuts {
  readonly resource: ResourceDescription;
  readonly grid: Grid;
  readonly change: ChangeGrid;
  readonly selection: Selection;
  /** The element around the table; the row that has the focus is the current one. */
  readonly rows: RefObject<HTMLDivElement | null>;
  readonly filters: RefObject<FilterBarHandle | null>;
}

export function useGridShortcuts({
  resource,
  grid,
  change,
  selection,
  rows,
  filters,
}: GridShortcuts) {
  const navigate = useNavigate();
  const { page } = grid;
  const { name, permissions } = resource;
  const { toggle } = selection;
  const shortcuts = useMemo(() => {
    const withKey = (run: (key: string) => void) => () => {
      const key = currentRow(rows.current)?.dataset.key;
      if (key) run(key);
    };
    return [
      { keys: ["/"], label: t("key.search"), run: () => filters.current?.focusSearch() },
      { keys: ["f"], label: t("key.filter"), run: () => filters.current?.addFilter() },
      { keys: ["j"], label: t("key.down"), run: () => focusRow(rows.current, 1) },
      { keys: ["k"], label: t("key.up"), run: () => focusRow(rows.current, -1) },
      {
        keys: ["Enter"],
        label: t("key.open"),
        run: withKey((key) => void navigate(paths.record(name, key))),
      },
      { keys: ["x"], label: t("key.select"), run: withKey(toggle) },
      {
        keys: ["["],
        label: t("key.newer"),
        run: () => page.previous !== null && change({ before: page.previous, after: null }),
      },
      {
        keys: ["]"],
        label: t("key.older"),
        run: () => page.next !== null && change({ after: page.next, before: null }),
      },
      ...(permissions.update.allowed
        ? [
            {
              keys: ["e"],
              label: t("key.edit"),
              run: withKey((key) => void navigate(paths.edit(name, key))),
            },
          ]
        : []),
      ...(permissions.create.allowed
        ? [{ keys: ["c"], label: t("key.create"), run: () => void navigate(paths.create(name)) }]
        : []),
    ];
  }, [name, permissions, page, change, toggle, rows, filters, navigate]);
  useShortcuts(resource.label, shortcuts);
}

function focusRow(container: HTMLElement | null, step: 1 | -1): void {
  const all = [...(container?.querySelectorAll<HTMLElement>("tr[data-key]") ?? [])];
  const current = currentRow(container);
  const at = current === null ? (step === 1 ? -1 : all.length) : all.indexOf(current);
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function currentRow(container: HTMLElement | null): HTMLElement | null {
  const row = document.activeElement?.closest<HTMLElement>("tr[data-key]") ?? null;
  return row !== null && container?.contains(row) ? row : null;
}
