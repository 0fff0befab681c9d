import { Button } from "antd";
import type { ResourceDescription } from "purser/contract";
import { useRef } from "react";
import { Navigate } from "react-router";
import { t } from "../messages/translate.ts";
import { Panel } from "../page/panel.tsx";
import { usePreference } from "../preference/preference.ts";
import { columnLayout } from "./column/column-layout.ts";
import { FilterBar, type FilterBarHandle } from "./filter/filter-bar.tsx";
import styles from "./grid.module.css";
import { GridBody } from "./grid-body.tsx";
import { GridFooter } from "./grid-footer.tsx";
import { type GridAddress, printGridState } from "./grid-state.ts";
import { GridTitle } from "./grid-title.tsx";
import { useGrid } from "./use-grid.ts";
import { type ChangeGrid, useGridAddress } from "./use-grid-address.ts";
import { useGridShortcuts } from "./use-grid-shortcuts.ts";
import { useSelection } from "./use-selection.ts";

export function Grid({ resource }: { readonly resource: ResourceDescription }) {
  const { address, change, clear } = useGridAddress();
  const { order } = usePreference(columnLayout(resource.name));
  if (address === null) {
    return (
      <Panel title={t("grid.badAddress")} text={t("grid.badAddressWhy")} tone="warning">
        <Button onClick={clear}>{t("grid.startOver")}</Button>
      </Panel>
    );
  }
  // A link copied from here must show a colleague the same columns, so they belong in the address.
  if (address.columns === null && order !== null) {
    const columns = order.map((field) => ({ field }));
    return <Navigate to={{ search: printGridState({ ...address, columns }) }} replace />;
  }
  return <GridAt resource={resource} address={address} change={change} clear={clear} />;
}

interface GridAtProps {
  readonly resource: ResourceDescription;
  readonly address: GridAddress;
  readonly change: ChangeGrid;
  readonly clear: () => void;
}

function GridAt({ resource, address, change, clear }: GridAtProps) {
  const grid = useGrid(resource, address);
  const selection = useSelection();
  const rows = useRef<HTMLDivElement>(null);
  const filters = useRef<FilterBarHandle>(null);
  useGridShortcuts({ resource, grid, change, selection, rows, filters });
  return (
    <div className={styles.grid}>
      <title>{resource.label}</title>
      <GridTitle resource={resource} address={address} change={change} columns={grid.columns} />
      <FilterBar ref={filters} resource={resource} address={address} change={change} />
      <GridBody
        resource={resource}
        address={address}
        change={change}
        clear={clear}
        grid={grid}
        selection={selection}
        rows={rows}
        onFilter={(field) => filters.current?.addFilter(field)}
      />
      <GridFooter
        resource={resource}
        address={address}
        change={change}
        grid={grid}
        selection={selection}
      />
    </div>
  );
}
