import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { t } from "../messages/translate.ts";
import styles from "./shell.module.css";

/** Milliseconds of loading until it shows, and until one may cancel. */
const barAfter = 150;
const cancelAfter = 2000;

/** A bar at the very top while anything loads; cancelling also cancels the query in PostgreSQL. */
export function ProgressBar() {
  const loads = useIsFetching() > 0;
  const client = useQueryClient();
  const visible = useLasting(loads, barAfter);
  const cancellable = useLasting(loads, cancelAfter);
  return (
    <>
      {visible && <div className={styles.bar} role="progressbar" aria-label={t("page.loading")} />}
      {cancellable && (
        <div className={styles.cancel}>
          {t("shell.takesLong")}
          <Button size="small" onClick={() => void client.cancelQueries()}>
            {t("shell.cancel")}
          </Button>
        </div>
      )}
    </>
  );
}

/** Whether `on` has held without a break for that many milliseconds. */
function useLasting(on: boolean, milliseconds: number): boolean {
  const [lasted, setLasted] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => setLasted(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [on, milliseconds]);
  return lasted;
}
