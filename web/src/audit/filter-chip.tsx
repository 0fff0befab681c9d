import { CloseOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import type { AuditQuery } from "../api/audit.ts";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";
import { type AuditFilter, isSet } from "./audit-address.ts";
import { FilterEditor } from "./filter-editor.tsx";
import { useFilterText } from "./use-filter-text.ts";

interface FilterChipProps {
  readonly filter: AuditFilter;
  readonly query: AuditQuery;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onSet: (change: Partial<AuditQuery>) => void;
  readonly onRemove: () => void;
}

/** One filter: its words open the editor, its cross removes it; one that is not set offers itself. */
export function FilterChip({ filter, query, isOpen, onOpen, onSet, onRemove }: FilterChipProps) {
  const text = useFilterText(filter, query);
  const label = t(`audit.filter.${filter}`);
  const isOn = isSet(query, filter);
  const state = { "aria-expanded": isOpen, "aria-haspopup": "dialog" } as const;
  return (
    <span className={isOn ? styles.chip : undefined}>
      <Popover
        open={isOpen}
        onOpenChange={onOpen}
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        content={<FilterEditor filter={filter} query={query} onSet={onSet} />}
      >
        {isOn ? (
          <button type="button" className={styles.words} {...state}>
            {label}: {text}
          </button>
        ) : (
          <Button type="dashed" size="small" {...state}>
            + {label}
          </Button>
        )}
      </Popover>
      {isOn && (
        <button
          type="button"
          className={styles.remove}
          onClick={onRemove}
          aria-label={t("audit.removeFilter", { filter: label })}
        >
          <CloseOutlined />
        </button>
      )}
    </span>
  );
}
