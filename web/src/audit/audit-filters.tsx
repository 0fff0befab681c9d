import { Button } from "antd";
import { useState } from "react";
import type { AuditQuery } from "../api/audit.ts";
import { useMe } from "../api/queries.ts";
import { t } from "../messages/translate.ts";
import styles from "./audit.module.css";
import { type AuditFilter, auditFilters, changeFilters } from "./audit-address.ts";
import { FilterChip } from "./filter-chip.tsx";

interface AuditFiltersProps {
  readonly query: AuditQuery;
  readonly onChange: (query: AuditQuery) => void;
}

/** Every filter as a chip: set ones say what they are set to, the others can be opened. */
export function AuditFilters({ query, onChange }: AuditFiltersProps) {
  const [open, setOpen] = useState<AuditFilter | null>(null);
  const { data: me } = useMe();
  const set = (filter: AuditFilter, value: string | undefined) => {
    setOpen(null);
    onChange(changeFilters(query, { [filter]: value }));
  };
  const isAny = auditFilters.some((filter) => query[filter] !== undefined);
  return (
    <div className={styles.filters}>
      {auditFilters
        .filter((filter) => filter !== "key" || query.resource !== undefined)
        .map((filter) => (
          <FilterChip
            key={filter}
            filter={filter}
            query={query}
            isOpen={open === filter}
            onOpen={(isOpen) => setOpen(isOpen ? filter : null)}
            onSet={(value) => set(filter, value)}
            onSpan={(from, to) => {
              setOpen(null);
              onChange(changeFilters(query, { from, to }));
            }}
          />
        ))}
      {me !== undefined && query.actor === undefined && (
        <Button size="small" type="link" onClick={() => set("actor", me.email ?? me.subject)}>
          {t("audit.mine")}
        </Button>
      )}
      {isAny && (
        <Button size="small" type="link" onClick={() => onChange({})}>
          {t("audit.clear")}
        </Button>
      )}
    </div>
  );
}
