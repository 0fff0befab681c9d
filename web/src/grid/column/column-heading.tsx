import { CaretDownFilled, CaretUpFilled, MoreOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import type { FieldDescription, ResourceDescription, SortDirection } from "purser/contract";
import type { MouseEvent } from "react";
import { t } from "../../messages/translate.ts";
import { cycleSort, type GridAddress } from "../grid-state.ts";
import type { ChangeGrid } from "../use-grid-address.ts";
import styles from "./column.module.css";
import { columnLayout, type GridColumn } from "./column-layout.ts";
import { ColumnResizer } from "./column-resizer.tsx";
import { keepColumns } from "./keep-columns.ts";

interface ColumnHeadingProps {
  readonly resource: ResourceDescription;
  readonly field: FieldDescription;
  readonly width: number;
  readonly columns: readonly GridColumn[];
  readonly address: GridAddress;
  readonly change: ChangeGrid;
  readonly onFilter: (field: FieldDescription) => void;
  readonly align: "start" | "end";
  readonly direction: SortDirection | undefined;
  /** Of several sorts, which one this is, from 1. */
  readonly place: number | null;
}

/** A column's name, which sorts (with Shift: adds to the sort), its menu and its edge. */
export function ColumnHeading(props: ColumnHeadingProps) {
  const { resource, field, width, address, change, direction, place, align } = props;
  const mark = direction === "asc" ? <CaretUpFilled /> : <CaretDownFilled />;

  function onSort(event: MouseEvent) {
    const usual = resource.defaultSort;
    const now = address.sort.length > 0 ? address.sort : usual;
    const next = cycleSort(now, field.name, event.shiftKey);
    // With none left the usual order comes back; where this field is in it, the click would change nothing.
    const isStuck = next.length === 0 && usual.some((one) => one.field === field.name);
    change({ sort: isStuck ? [{ field: field.name, direction: "asc" }] : next });
  }

  return (
    <div className={styles.heading} data-align={align}>
      {field.sortable ? (
        <button
          type="button"
          className={styles.name}
          title={field.help ?? t("grid.sortHint")}
          onClick={onSort}
        >
          {field.label}
          {direction !== undefined && (
            <span className={styles.sortMark}>
              {mark}
              {place}
            </span>
          )}
        </button>
      ) : (
        <span className={styles.name} title={field.help ?? t("grid.notSortable")}>
          {field.label}
        </span>
      )}
      <Dropdown trigger={["click"]} menu={{ items: menuItems(props) }}>
        <Button
          className={styles.menu ?? ""}
          type="text"
          size="small"
          icon={<MoreOutlined />}
          aria-label={t("grid.columnMenu", { field: field.label })}
        />
      </Dropdown>
      <ColumnResizer layout={columnLayout(resource.name)} field={field} width={width} />
    </div>
  );
}

function menuItems({ resource, field, columns, address, change, onFilter }: ColumnHeadingProps) {
  const { sort } = address;
  const otherSorts = sort.filter((one) => one.field !== field.name);
  const sortBy = (direction: SortDirection) => () =>
    change({ sort: [{ field: field.name, direction }] });
  return [
    ...(field.sortable
      ? [
          { key: "asc", label: t("grid.ascending"), onClick: sortBy("asc") },
          { key: "desc", label: t("grid.descending"), onClick: sortBy("desc") },
        ]
      : []),
    ...(field.sortable && otherSorts.length > 0
      ? [
          {
            key: "also",
            label: t("grid.sortAlso"),
            onClick: () =>
              change({ sort: [...otherSorts, { field: field.name, direction: "asc" }] }),
          },
        ]
      : []),
    ...(field.filters.length > 0
      ? [
          {
            key: "filter",
            label: t("grid.filterBy", { field: field.label }),
            onClick: () => onFilter(field),
          },
        ]
      : []),
    {
      key: "hide",
      label: t("grid.hide"),
      disabled: columns.length === 1,
      onClick: () => keepColumns(resource.name, others(field, columns), change),
    },
  ];
}

function others(field: FieldDescription, columns: readonly GridColumn[]): readonly string[] {
  return columns.map((column) => column.field.name).filter((name) => name !== field.name);
}
