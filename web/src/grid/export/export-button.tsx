import { Button } from "antd";
import type { ResourceDescription } from "purser/contract";
import { lazy, Suspense, useState } from "react";
import { t } from "../../messages/translate.ts";
import type { GridColumn } from "../column/column-layout.ts";
import type { GridAddress } from "../grid-state.ts";

const ExportDialog = lazy(() => import("./export-dialog.tsx"));

interface ExportButtonProps {
  readonly resource: ResourceDescription;
  readonly address: GridAddress;
  readonly columns: readonly GridColumn[];
}

export function ExportButton(props: ExportButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("export.open")}</Button>
      {isOpen && (
        <Suspense fallback={null}>
          <ExportDialog {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
