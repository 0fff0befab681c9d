import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Popover } from "antd";
import type { FieldDescription, ResourceDescription } from "purser/contract";
import { useState } from "react";
import { t } from "../../messages/translate.ts";
import type { ChangeGrid } from "../use-grid-address.ts";
import styles from "./column.module.css";
import { columnLayout, defaultColumns, type GridColumn } from "./column-layout.ts";
import { keepColumns } from "./keep-columns.ts";

interface ColumnChooserProps {
  readonly resource: ResourceDescription;
  readonly columns: readonly GridColumn[];
  readonly change: ChangeGrid;
}

/** Which columns, in which order: kept in this browser, and in the address for whoever gets the link. */
export function ColumnChooser(props: ColumnChooserProps) {
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      content={<Choice {...props} />}
    >
      <Button>{t("grid.columns")}</Button>
    </Popover>
  );
}

function Choice({ resource, columns, change }: ColumnChooserProps) {
  const [search, setSearch] = useState("");
  const layout = columnLayout(resource.name);
  const shown = columns.map(({ field }) => field);
  const rest = resource.fields.filter((field) => !shown.includes(field));
  const wanted = search.trim().toLowerCase();
  const fits = ({ label }: FieldDescription) => label.toLowerCase().includes(wanted);

  function choose(order: readonly string[] | null) {
    keepColumns(resource.name, order, change);
  }

  function move(at: number, step: 1 | -1) {
    const names = shown.map(({ name }) => name);
    const moved = names[at];
    if (moved !== undefined) choose(names.toSpliced(at, 1).toSpliced(at + step, 0, moved));
  }

  return (
    <div className={styles.chooser}>
      <Input
        size="small"
        value={search}
        placeholder={t("grid.findField")}
        aria-label={t("grid.findField")}
        onChange={(event) => setSearch(event.target.value)}
      />
      <ul className={styles.fields}>
        {shown.map((field, at) => (
          <li key={field.name} hidden={!fits(field)}>
            <Checkbox
              checked
              disabled={shown.length === 1}
              onChange={() => choose(shown.filter((one) => one !== field).map(({ name }) => name))}
            >
              {field.label}
            </Checkbox>
            <Button
              type="text"
              size="small"
              icon={<ArrowUpOutlined />}
              disabled={at === 0}
              aria-label={t("grid.moveUp", { field: field.label })}
              onClick={() => move(at, -1)}
            />
            <Button
              type="text"
              size="small"
              icon={<ArrowDownOutlined />}
              disabled={at === shown.length - 1}
              aria-label={t("grid.moveDown", { field: field.label })}
              onClick={() => move(at, 1)}
            />
          </li>
        ))}
        {rest.filter(fits).map((field) => (
          <li key={field.name}>
            <Checkbox
              checked={false}
              onChange={() => choose([...shown, field].map(({ name }) => name))}
            >
              {field.label}
            </Checkbox>
          </li>
        ))}
      </ul>
      <Button
        size="small"
        onClick={() => {
          layout.write({ order: null, widths: {} });
          choose(null);
        }}
        disabled={isUsual(resource, shown, layout.read().widths)}
      >
        {t("grid.usualColumns")}
      </Button>
    </div>
  );
}

function isUsual(
  resource: ResourceDescription,
  shown: readonly FieldDescription[],
  widths: Readonly<Record<string, number>>,
): boolean {
  const names = shown.map(({ name }) => name).join();
  return names === defaultColumns(resource).join() && Object.keys(widths).length === 0;
}
