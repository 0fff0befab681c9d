import { Button } from "antd";
import { problemOf } from "../api/http.ts";
import { t } from "../messages/translate.ts";
import { Panel } from "../page/panel.tsx";
import { ProblemPanel } from "../page/problem-panel.tsx";
import { QuickFilters } from "./filter/quick-filters.tsx";
import styles from "./grid.module.css";
import type { GridBodyProps } from "./grid-body-props.ts";
import { firstPage } from "./grid-state.ts";
import { GridTable } from "./table/grid-table.tsx";

/** The rows, or what stands in their place. */
export function GridBody(props: GridBodyProps) {
  const { grid, rows } = props;
  const { list } = grid;
  return (
    <div ref={rows} className={styles.body} data-old={list.isOld && list.isFetching}>
      <GridContent {...props} />
    </div>
  );
}

function GridContent(props: GridBodyProps) {
  const { resource, address, change, clear, grid } = props;
  const { list } = grid;
  if (list.error !== null) return <Refused {...{ resource, address, change, clear, grid }} />;
  if (list.isStopped) {
    return (
      <Panel title={t("grid.stopped")} text={t("grid.stoppedWhy")}>
        <Button onClick={list.reload}>{t("page.retry")}</Button>
      </Panel>
    );
  }
  if (!list.hasData)
    return <div className={styles.skeleton} role="status" aria-label={t("page.loading")} />;
  if (list.isEmpty && !list.isOld) return <Nothing {...{ resource, address, change }} />;
  return <GridTable {...props} />;
}

function Refused({
  resource,
  address,
  change,
  clear,
  grid,
}: Omit<GridBodyProps, "selection" | "rows" | "onFilter">) {
  const { code } = problemOf(grid.list.error);
  return (
    <ProblemPanel error={grid.list.error} onRetry={grid.list.reload}>
      {code === "invalid_cursor" && (
        <Button type="primary" onClick={() => change(firstPage)}>
          {t("grid.firstPage")}
        </Button>
      )}
      {code === "too_slow" && (
        <QuickFilters resource={resource} address={address} change={change} />
      )}
      {code !== "offline" && <Button onClick={clear}>{t("grid.startOver")}</Button>}
    </ProblemPanel>
  );
}

function Nothing({
  resource,
  address,
  change,
}: Pick<GridBodyProps, "resource" | "address" | "change">) {
  const filtered = address.filter.length > 0 || address.search !== "";
  if (filtered) {
    return (
      <Panel title={t("grid.nothingFits")} text={t("grid.nothingFitsWhy")}>
        <Button onClick={() => change({ filter: [], search: "" })}>{t("grid.clearFilters")}</Button>
      </Panel>
    );
  }
  if (address.after !== null || address.before !== null) {
    return (
      <Panel title={t("grid.endReached")}>
        <Button onClick={() => change(firstPage)}>{t("grid.firstPage")}</Button>
      </Panel>
    );
  }
  return <Panel title={t("grid.empty", { what: resource.label.toLowerCase() })} />;
}
