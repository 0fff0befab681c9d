import { App, Button } from "antd";
import type { ResourceDescription } from "purser/contract";
import { lazy, type PropsWithChildren, Suspense, useCallback, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { useMe, useResources } from "../api/queries.ts";
import { registerShortcuts } from "../keyboard/shortcuts.ts";
import { t } from "../messages/translate.ts";
import { paths } from "../route/paths.ts";
import { type WriteToast, WriteToastContext } from "./use-write-toast.ts";
import { Written } from "./written.tsx";

const UndoDialog = lazy(() => import("../audit/undo-dialog.tsx"));

const none: readonly ResourceDescription[] = [];

/** Seconds that a toast stays: long enough to change one's mind. */
const duration = 12;

/** Toasts of writes, and the dialog that takes one back: by then the page that wrote has often been left. */
export function WriteToasts({ children }: PropsWithChildren) {
  const { notification } = App.useApp();
  const navigate = useNavigate();
  const { data: me } = useMe();
  const { data: resources = none } = useResources();
  const [latest, setLatest] = useState<string | null>(null);
  const [undoing, setUndoing] = useState<string | null>(null);
  const opensAudit = me?.pages.audit ?? false;

  const undo = useCallback(
    (operation: string) => {
      notification.destroy(operation);
      setLatest(null);
      setUndoing(operation);
    },
    [notification],
  );

  const toast = useCallback<WriteToast>(
    (title, { operation, cascaded }) => {
      setLatest(operation);
      notification.success({
        key: operation,
        title,
        placement: "bottomRight",
        duration,
        onClose: () => setLatest((last) => (last === operation ? null : last)),
        description: (
          <Written
            cascaded={cascaded}
            resources={resources}
            address={opensAudit ? paths.auditEntry(operation) : null}
            onFollow={(address) => void navigate(address)}
          />
        ),
        actions: (
          <Button size="small" aria-keyshortcuts="z" onClick={() => undo(operation)}>
            {t("write.undo")} <kbd aria-hidden>Z</kbd>
          </Button>
        ),
      });
    },
    [notification, navigate, undo, opensAudit, resources],
  );

  // A toast comes last in the order of Tab: nobody gets there by that before it goes.
  useEffect(() => {
    if (latest === null) return;
    const shortcut = { keys: ["z"], label: t("write.takeBack"), run: () => undo(latest) };
    return registerShortcuts({ title: t("write.lately"), shortcuts: [shortcut] });
  }, [latest, undo]);

  return (
    <WriteToastContext value={toast}>
      {children}
      {undoing !== null && (
        <Suspense>
          <UndoDialog key={undoing} operation={undoing} onClose={() => setUndoing(null)} />
        </Suspense>
      )}
    </WriteToastContext>
  );
}
