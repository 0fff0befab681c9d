import { Button } from "antd";
import type { ResourceDescription } from "purser/contract";
import { Suspense, useState } from "react";
import { t } from "../../messages/translate.ts";
import type { GridAddress } from "../grid-state.ts";
import type { ChangeGrid } from "../use-grid-address.ts";
import styles from "./filter.module.css";
import { FilterEditor } from "./filter-editor.tsx";

interface QuickFiltersProps {
  readonly resource: ResourceDescription;
  readonly address: GridAddress;
  readonly change: ChangeGrid;
}

const most = 3;

/** The way on from a query that was too slow: the filters that an index would serve. */
export function QuickFilters({ resource, address, change }: QuickFiltersProps) {
  const [open, setOpen] = useState<string | null>(null);
  const quick = resource.fields
    .filter(({ indexed, filters }) => indexed && filters.length > 0)
    .slice(0, most);
  const field = quick.find(({ name }) => name === open);
  return (
    <div className={styles.quick}>
      {quick.map(({ name, label }) => (
        <Button
          key={name}
          type={name === open ? "primary" : "default"}
          onClick={() => setOpen(name)}
        >
          {t("grid.filterBy", { field: label })}
        </Button>
      ))}
      {field !== undefined && (
        <Suspense>
          <FilterEditor
            key={field.name}
            field={field}
            resource={resource}
            value={null}
            onApply={(comparison) => change({ filter: [...address.filter, comparison] })}
          />
        </Suspense>
      )}
    </div>
  );
}
