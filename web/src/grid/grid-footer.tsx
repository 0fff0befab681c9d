import { Button, Select } from "antd";
import type { ResourceDescription } from "purser/contract";
import { t } from "../messages/translate.ts";
import styles from "./grid.module.css";
import { GridCount } from "./grid-count.tsx";
import { type GridAddress, pageSizes } from "./grid-state.ts";
import { SelectionBar } from "./selection-bar.tsx";
import type { Grid } from "./use-grid.ts";
import type { ChangeGrid } from "./use-grid-address.ts";
import type { Selection } from "./use-selection.ts";

interface GridFooterProps {
  readonly resource: ResourceDescription;
  readonly address: GridAddress;
  readonly change: ChangeGrid;
  readonly grid: Grid;
  readonly selection: Selection;
}

const sizes = pageSizes.map((size) => ({ value: size, label: t("grid.aPage", { size }) }));

export function GridFooter({ resource, address, change, grid, selection }: GridFooterProps) {
  const { next, previous } = grid.page;
  return (
    <div className={styles.footer}>
      <SelectionBar selection={selection} />
      <GridCount
        key={JSON.stringify([address.filter, address.search])}
        resource={resource}
        address={address}
        grid={grid}
      />
      <nav className={styles.pager} aria-label={t("grid.pages")}>
        <Button
          size="small"
          disabled={previous === null}
          onClick={() => change({ before: previous, after: null })}
        >
          {t("grid.newer")}
        </Button>
        <Button
          size="small"
          disabled={next === null}
          onClick={() => change({ after: next, before: null })}
        >
          {t("grid.older")}
        </Button>
        <Select
          size="small"
          variant="borderless"
          value={address.limit}
          options={sizes}
          popupMatchSelectWidth={false}
          aria-label={t("grid.pageSize")}
          onChange={(limit) => change({ limit })}
        />
      </nav>
    </div>
  );
}
