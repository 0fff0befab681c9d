import { Button, Popover, Space } from "antd";
import type { AuditQuery } from "../api/audit.ts";
import { useResources } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import { parseInstant, printExact } from "../time/instant.ts";
import { useZone } from "../time/zone.ts";
import type { AuditFilter } from "./audit-address.ts";
import { phraseOf } from "./audit-kinds.ts";
import { FilterEditor } from "./filter-editor.tsx";
import { printRecordKey } from "./record-key.ts";

interface FilterChipProps {
  readonly filter: AuditFilter;
  readonly query: AuditQuery;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onSet: (value: string | undefined) => void;
  readonly onSpan: (from: string | undefined, to: string | undefined) => void;
}

export function FilterChip({ filter, query, isOpen, onOpen, onSet, onSpan }: FilterChipProps) {
  const value = query[filter];
  const described = useDescription(filter, value);
  const label = t(`audit.filter.${filter}`);
  return (
    <Space.Compact size="small">
      <Popover
        open={isOpen}
        onOpenChange={onOpen}
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        content={<FilterEditor filter={filter} query={query} onSet={onSet} onSpan={onSpan} />}
      >
        <Button
          type={value === undefined ? "dashed" : "default"}
          aria-expanded={isOpen}
          aria-haspopup="dialog"
        >
          {value === undefined ? `+ ${label}` : `${label}: ${described}`}
        </Button>
      </Popover>
      {value !== undefined && (
        <Button
          onClick={() => onSet(undefined)}
          aria-label={t("audit.removeFilter", { filter: label })}
        >
          ×
        </Button>
      )}
    </Space.Compact>
  );
}

function useDescription(filter: AuditFilter, value: string | undefined): string {
  const { data: resources } = useResources();
  const zone = useZone();
  if (value === undefined) return "";
  if (filter === "resource") return resources?.find(({ name }) => name === value)?.label ?? value;
  if (filter === "key") return printRecordKey(value);
  if (filter === "kind") {
    const phrase = phraseOf(value);
    return phrase === null ? value : t(phrase);
  }
  if (filter === "actor") return value;
  const instant = parseInstant(value);
  return instant === null ? value : printExact(instant, zone);
}
