import { Button, Checkbox } from "antd";
import { useState } from "react";
import type { AuditQuery } from "../api/audit.ts";
import { useMe } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";
import {
  type AuditFilter,
  auditFilters,
  changeFilters,
  isSet,
  withoutFilter,
} from "./audit-address.ts";
import { FilterChip } from "./filter-chip.tsx";

interface AuditFiltersProps {
  readonly query: AuditQuery;
  readonly onChange: (query: AuditQuery) => void;
}

/** What a filter speaks of only within a resource. */
const ofResource: ReadonlySet<AuditFilter> = new Set(["key", "change"]);

/** Every filter as a chip: set ones say what they are set to, the others can be opened. */
export function AuditFilters({ query, onChange }: AuditFiltersProps) {
  const [open, setOpen] = useState<AuditFilter | null>(null);
  const { data: me } = useMe();
  const set = (change: Partial<AuditQuery>) => {
    setOpen(null);
    onChange(changeFilters(query, change));
  };
  const offered = auditFilters.filter(
    (filter) => !ofResource.has(filter) || query.resource !== undefined,
  );
  return (
    <div className={styles.filters}>
      {offered
        .toSorted((one, other) => Number(isSet(query, other)) - Number(isSet(query, one)))
        .map((filter) => (
          <FilterChip
            key={filter}
            filter={filter}
            query={query}
            isOpen={open === filter}
            onOpen={(isOpen) => setOpen(isOpen ? filter : null)}
            onSet={set}
            onRemove={() => set(withoutFilter(filter))}
          />
        ))}
      {query.kind === undefined && (
        <Checkbox
          checked={query.reads === "yes"}
          onChange={({ target }) => set({ reads: target.checked ? "yes" : undefined })}
        >
          {t("audit.withReads")}
        </Checkbox>
      )}
      {me !== undefined && query.actor === undefined && (
        <Button size="small" type="link" onClick={() => set({ actor: me.email ?? me.subject })}>
          {t("audit.mine")}
        </Button>
      )}
      {auditFilters.some((filter) => isSet(query, filter)) && (
        <Button size="small" type="link" onClick={() => onChange({ reads: query.reads })}>
          {t("audit.clear")}
        </Button>
      )}
    </div>
  );
}
