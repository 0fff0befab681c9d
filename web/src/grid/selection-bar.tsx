import { App, Button } from "antd";
import { parseName } from "../api/wire-name.ts";
import { t } from "../messages/translate.ts";
import styles from "./grid.module.css";
import type { Selection } from "./use-selection.ts";

/** What can be done with the ticked records. */
export function SelectionBar({ selection }: { readonly selection: Selection }) {
  const { message } = App.useApp();
  const { keys, set } = selection;
  if (keys.length === 0) return null;

  async function copy() {
    await navigator.clipboard.writeText(keys.map(printKey).join("\n"));
    message.success(t("grid.copied", { count: keys.length }));
  }

  return (
    <span className={styles.selection}>
      {t("grid.selected", { count: keys.length })}
      <Button size="small" onClick={() => void copy()}>
        {t("grid.copyKeys")}
      </Button>
      <Button size="small" type="text" onClick={() => set([])}>
        {t("grid.clearSelection")}
      </Button>
    </span>
  );
}

/** A key of one component as people know it; one of several stays in the form that addresses use. */
function printKey(key: string): string {
  return key.includes(",") ? key : parseName(key);
}
