import { SearchOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef, Popover } from "antd";
import type { Comparison, FieldDescription, ResourceDescription } from "purser/contract";
import { type Ref, useImperativeHandle, useRef, useState } from "react";
import { t } from "../../messages/translate.ts";
import type { GridAddress } from "../grid-state.ts";
import type { ChangeGrid } from "../use-grid-address.ts";
import { AddFilter } from "./add-filter.tsx";
import styles from "./filter.module.css";
import { FilterChip } from "./filter-chip.tsx";
import { useGridSearch } from "./use-grid-search.ts";

/** What the grid's keys reach. */
export interface FilterBarHandle {
  readonly focusSearch: () => void;
  /** Opens the editor for that field, or the choice of one. */
  readonly addFilter: (field?: FieldDescription) => void;
}

interface FilterBarProps {
  readonly ref: Ref<FilterBarHandle>;
  readonly resource: ResourceDescription;
  readonly address: GridAddress;
  readonly change: ChangeGrid;
}

export function FilterBar({ ref, resource, address, change }: FilterBarProps) {
  const input = useRef<InputRef>(null);
  const [adding, setAdding] = useState<FieldDescription | "any" | null>(null);
  const search = useGridSearch(address, change);
  const { filter } = address;
  useImperativeHandle(ref, () => ({
    focusSearch: () => input.current?.focus({ cursor: "all" }),
    addFilter: (field) => setAdding(field ?? "any"),
  }));

  function add(comparison: Comparison) {
    setAdding(null);
    change({ filter: [...filter, comparison] });
  }

  return (
    <search className={styles.filters}>
      {resource.search.length > 0 && (
        <Input
          ref={input}
          className={styles.search ?? ""}
          size="small"
          allowClear
          prefix={<SearchOutlined />}
          value={search.text}
          placeholder={searchHint(resource)}
          aria-label={t("grid.search", { what: resource.label })}
          onChange={(event) => search.type(event.target.value)}
          onPressEnter={search.commit}
        />
      )}
      {filter.map((one, index) => (
        <FilterChip
          // biome-ignore lint/suspicious/noArrayIndexKey: the same condition may stand twice
          key={`${index} ${JSON.stringify(one)}`}
          filter={one}
          resource={resource}
          onChange={(next) => change({ filter: filter.with(index, next) })}
          onRemove={() => change({ filter: filter.toSpliced(index, 1) })}
        />
      ))}
      <Popover
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        open={adding !== null}
        onOpenChange={(open) => setAdding(open ? "any" : null)}
        content={
          <AddFilter resource={resource} chosen={adding === "any" ? null : adding} onAdd={add} />
        }
      >
        <Button type="text" size="small">
          {t("grid.addFilter")}
        </Button>
      </Popover>
      {filter.length > 1 && (
        <Button type="text" size="small" onClick={() => change({ filter: [] })}>
          {t("grid.clearFilters")}
        </Button>
      )}
    </search>
  );
}

function searchHint(resource: ResourceDescription): string {
  const labels = resource.fields
    .filter(({ name }) => resource.search.includes(name))
    .map(({ label }) => label.toLowerCase());
  return `${labels.slice(0, 3).join(", ")}…`;
}
