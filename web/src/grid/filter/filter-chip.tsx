import { CloseOutlined } from "@ant-design/icons";
import { Popover } from "antd";
import type { Comparison, Filter, ResourceDescription } from "purser/contract";
import { useState } from "react";
import { t } from "../../messages/translate.ts";
import { describeFilter } from "./describe-filter.ts";
import styles from "./filter.module.css";
import { FilterEditor } from "./filter-editor.tsx";

interface FilterChipProps {
  readonly filter: Filter;
  readonly resource: ResourceDescription;
  readonly onChange: (comparison: Comparison) => void;
  readonly onRemove: () => void;
}

/** One condition: its words open the editor, its cross removes it. */
export function FilterChip({ filter, resource, onChange, onRemove }: FilterChipProps) {
  const [open, setOpen] = useState(false);
  const text = describeFilter(filter, resource.fields);
  const comparison = "field" in filter ? filter : null;
  const field = resource.fields.find(({ name }) => name === comparison?.field);

  function apply(next: Comparison) {
    setOpen(false);
    onChange(next);
  }

  return (
    <span className={styles.chip}>
      {field === undefined ? (
        <span className={styles.words}>{text}</span>
      ) : (
        <Popover
          trigger="click"
          placement="bottomLeft"
          destroyOnHidden
          open={open}
          onOpenChange={setOpen}
          content={
            <FilterEditor field={field} resource={resource} value={comparison} onApply={apply} />
          }
        >
          <button type="button" className={styles.words}>
            {text}
          </button>
        </Popover>
      )}
      <button
        type="button"
        className={styles.remove}
        aria-label={t("grid.removeFilter", { filter: text })}
        onClick={onRemove}
      >
        <CloseOutlined />
      </button>
    </span>
  );
}
