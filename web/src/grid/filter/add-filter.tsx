import { Input } from "antd";
import type { Comparison, FieldDescription, ResourceDescription } from "purser/contract";
import { useState } from "react";
import { t } from "../../messages/translate.ts";
import styles from "./filter.module.css";
import { FilterEditor } from "./filter-editor.tsx";

interface AddFilterProps {
  readonly resource: ResourceDescription;
  readonly chosen: FieldDescription | null;
  readonly onAdd: (comparison: Comparison) => void;
}

/** First which field, those that an index serves before the others, then the condition. */
export function AddFilter({ resource, chosen, onAdd }: AddFilterProps) {
  const [field, setField] = useState(chosen);
  const [search, setSearch] = useState("");
  if (field !== null) {
    return <FilterEditor field={field} resource={resource} value={null} onApply={onAdd} />;
  }
  const found = filterable(resource.fields, search);
  return (
    <div className={styles.picker}>
      <Input
        autoFocus
        size="small"
        value={search}
        placeholder={t("grid.findField")}
        aria-label={t("grid.findField")}
        onChange={(event) => setSearch(event.target.value)}
        onPressEnter={() => setField(found[0] ?? null)}
      />
      <ul className={styles.fields}>
        {found.map((one) => (
          <li key={one.name}>
            <button type="button" className={styles.field} onClick={() => setField(one)}>
              <span>{one.label}</span>
              {one.indexed && <span className="dim">{t("grid.quick")}</span>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function filterable(
  fields: readonly FieldDescription[],
  search: string,
): readonly FieldDescription[] {
  const wanted = search.trim().toLowerCase();
  return fields
    .filter(({ filters, label }) => filters.length > 0 && label.toLowerCase().includes(wanted))
    .toSorted((a, b) => Number(b.indexed) - Number(a.indexed));
}
