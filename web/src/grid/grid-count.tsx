import { Button } from "antd";
import type { Count, ResourceDescription } from "purser/contract";
import { useState } from "react";
import { useRecordCount } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import styles from "./grid.module.css";
import type { GridAddress } from "./grid-state.ts";
import type { Grid } from "./use-grid.ts";

interface GridCountProps {
  readonly resource: ResourceDescription;
  readonly address: GridAddress;
  readonly grid: Grid;
}

/** How many there are: estimated once the rows are there, exact when somebody asks. */
export function GridCount({ resource, address, grid }: GridCountProps) {
  const [kind, setKind] = useState<"estimate" | "exact">("estimate");
  const { list, page, records } = grid;
  const rowsAreThere = list.hasData && !list.isOld;
  // Everything on one page is already counted.
  const isAll = rowsAreThere && page.next === null && page.previous === null;
  const { filter, search } = address;
  const asked = useRecordCount(
    resource.name,
    { filter, search, count: kind },
    rowsAreThere && !isAll,
  );
  const count: Count | null | undefined = isAll
    ? { value: records.length, kind: "exact" }
    : asked.data;
  if (!rowsAreThere && count === undefined) return <span className={styles.count} />;
  return (
    <span className={styles.count} aria-live="polite">
      {asked.isError && !isAll ? t("grid.countFailed") : printCount(count)}
      {count?.kind !== "exact" && !asked.isFetching && (
        <Button
          type="link"
          size="small"
          onClick={() => (kind === "exact" ? void asked.refetch() : setKind("exact"))}
        >
          {t("grid.countExactly")}
        </Button>
      )}
      {kind === "exact" && asked.isFetching && t("grid.counting")}
    </span>
  );
}

function printCount(count: Count | null | undefined): string {
  if (count === undefined) return "";
  if (count === null) return t("grid.notCounted");
  const { value, kind } = count;
  if (kind === "exact") return t("grid.countExact", { value, shown: exact.format(value) });
  const shown = value < 1000 ? exact.format(value) : rough.format(value);
  return t(kind === "estimate" ? "grid.countEstimate" : "grid.countAtLeast", { shown });
}

const exact = new Intl.NumberFormat("en");
const rough = new Intl.NumberFormat("en", {
  notation: "compact",
  compactDisplay: "long",
  maximumSignificantDigits: 2,
});
