import { Table, type TableProps } from "antd";
import type { RecordAnswer } from "purser/contract";
import { useMemo } from "react";
import { useNavigate } from "react-router";
import { fieldAlign } from "../../field/field-align.ts";
import { t } from "../../messages/translate.ts";
import { paths } from "../../route/paths.ts";
import { ColumnHeading } from "../column/column-heading.tsx";
import type { GridBodyProps } from "../grid-body-props.ts";
import type { Selection } from "../use-selection.ts";
import { GridCell } from "./grid-cell.tsx";
import { openRow } from "./open-row.ts";
import styles from "./table.module.css";

const tickWidth = 40;

/** One plain table whose head and first columns stay in sight by CSS: no second table to keep in step. */
export function GridTable(props: GridBodyProps) {
  const { grid, selection, resource } = props;
  const navigate = useNavigate();
  const columns = useColumns(props);
  const rowKeys = useMemo(
    () => new Map(grid.records.map((record, index) => [record, record.key ?? `#${index}`])),
    [grid.records],
  );
  const width = grid.columns.reduce((sum, column) => sum + column.width, tickWidth);
  return (
    <Table<RecordAnswer>
      className={styles.table ?? ""}
      style={{ width }}
      size="small"
      tableLayout="fixed"
      pagination={false}
      aria-label={resource.label}
      columns={columns}
      dataSource={grid.records}
      rowKey={(record) => rowKeys.get(record) ?? ""}
      {...(resource.key.length > 0 && { rowSelection: ticks(selection) })}
      onRow={(record) => {
        const { key } = record;
        const open = key === null ? undefined : openRow(navigate, paths.record(resource.name, key));
        const attributes = { "data-key": key ?? "", tabIndex: -1, onClick: open };
        return attributes;
      }}
    />
  );
}

function ticks({ keys, set }: Selection): TableProps<RecordAnswer>["rowSelection"] & object {
  return {
    columnWidth: tickWidth,
    preserveSelectedRowKeys: true,
    selectedRowKeys: [...keys],
    onChange: (chosen) => set(chosen.map(String)),
    getCheckboxProps: ({ label }) => ({ "aria-label": t("grid.selectOne", { record: label }) }),
    getTitleCheckboxProps: () => ({ "aria-label": t("grid.selectAll") }),
  };
}

type Columns = NonNullable<TableProps<RecordAnswer>["columns"]>;

function useColumns({ resource, address, change, grid, onFilter }: GridBodyProps): Columns {
  const { columns, relations } = grid;
  const sort = address.sort.length > 0 ? address.sort : resource.defaultSort;
  return useMemo(() => {
    const opener = openerOf(
      resource,
      columns.map(({ field }) => field.name),
    );
    const drawn = columns.map(({ field, width }) => {
      const at = sort.findIndex((one) => one.field === field.name);
      const direction = sort[at]?.direction;
      // A key is read as a name, not as a quantity.
      const isName = field.name === opener || field.keyPosition !== null;
      const align = isName ? "start" : fieldAlign(field);
      const relation = relations.get(field.name);
      return {
        key: field.name,
        width,
        align,
        className: field.name === opener ? (styles.opener ?? "") : "",
        onHeaderCell: () => ({ "aria-sort": ariaSort[direction ?? "none"] }),
        title: (
          <ColumnHeading
            {...{ resource, field, width, columns, address, change, onFilter, direction, align }}
            place={sort.length > 1 && at >= 0 ? at + 1 : null}
          />
        ),
        render: (_: unknown, record: RecordAnswer) => {
          const key = relation?.keyOf(record) ?? null;
          return (
            <GridCell
              field={field}
              align={align}
              record={record}
              resource={resource}
              opens={field.name === opener}
              related={
                key === null || relation === undefined ? null : paths.record(relation.resource, key)
              }
              relatedLabel={key === null ? undefined : relation?.labels.get(key)}
            />
          );
        },
      };
    });
    return [...drawn, filler];
  }, [resource, columns, relations, sort, address, change, onFilter]);
}

/** Takes up the room that the columns leave, so that each keeps its width. */
const filler: Columns[number] = {
  key: "",
  onHeaderCell: () => ({ "aria-hidden": true }),
  onCell: () => ({ "aria-hidden": true }),
};

const ariaSort = { asc: "ascending", desc: "descending", none: "none" } as const;

/** The column whose text is the link to the record: its label's, else the first that leads nowhere else. */
function openerOf(resource: GridBodyProps["resource"], shown: readonly string[]): string | null {
  if (resource.key.length === 0) return null;
  if (resource.labelField !== null && shown.includes(resource.labelField))
    return resource.labelField;
  const plain = shown.find((name) =>
    resource.fields.some((field) => field.name === name && field.relation === null),
  );
  return plain ?? null;
}
