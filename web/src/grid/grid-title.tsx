import { Button, Tooltip } from "antd";
import type { ResourceDescription } from "purser/contract";
import { useLinkClickHandler } from "react-router";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { ColumnChooser } from "./column/column-chooser.tsx";
import type { GridColumn } from "./column/column-layout.ts";
import { ExportButton } from "./export/export-button.tsx";
import styles from "./grid.module.css";
import type { GridAddress } from "./grid-state.ts";
import type { ChangeGrid } from "./use-grid-address.ts";
import { SavedViews } from "./view/saved-views.tsx";

interface GridTitleProps {
  readonly resource: ResourceDescription;
  readonly address: GridAddress;
  readonly change: ChangeGrid;
  readonly columns: readonly GridColumn[];
}

export function GridTitle({ resource, address, change, columns }: GridTitleProps) {
  return (
    <div className={styles.title}>
      <h1>{resource.label}</h1>
      {resource.help !== null && (
        <span className={styles.help} title={resource.help}>
          {resource.help}
        </span>
      )}
      <div className={styles.tools}>
        <SavedViews resource={resource} address={address} columns={columns} />
        <ColumnChooser resource={resource} columns={columns} change={change} />
        <ExportButton resource={resource} address={address} columns={columns} />
        <NewButton resource={resource} />
      </div>
    </div>
  );
}

/** Where creating is refused the button stays and says why, to the keyboard as well. */
function NewButton({ resource }: Pick<GridTitleProps, "resource">) {
  const to = paths.create(resource.name);
  const onClick = useLinkClickHandler<HTMLElement>(to);
  const label = t("grid.new", { what: resource.labelOne });
  const permission = resource.permissions.create;
  if (permission.allowed) {
    return (
      <Button type="primary" href={to} onClick={onClick}>
        {label}
      </Button>
    );
  }
  return (
    <Tooltip title={permission.why} trigger={["hover", "focus", "click"]}>
      <Button aria-disabled className={styles.refused ?? ""}>
        {label}
      </Button>
    </Tooltip>
  );
}
