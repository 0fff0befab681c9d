import { EyeOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ResourceDescription } from "purser/contract";
import { useEffect, useState } from "react";
import { t } from "../messages/translate.ts";
import styles from "./reveal.module.css";
import type { Revealed } from "./use-revealed.ts";

interface RevealedBarProps {
  readonly resource: ResourceDescription;
  readonly revealed: Revealed;
  readonly onHide: () => void;
}

/** What is in clear, for how long still, and the way to hide it now. */
export function RevealedBar({ resource, revealed, onHide }: RevealedBarProps) {
  const seconds = useSecondsUntil(revealed.until);
  const fields = resource.fields
    .filter(({ name }) => Object.hasOwn(revealed.values, name))
    .map(({ label }) => label)
    .join(", ");
  return (
    <div className={styles.bar}>
      <EyeOutlined aria-hidden />
      <span role="status">{t("reveal.shown", { fields })}</span>
      <span role="timer" className={styles.timer}>
        {printSeconds(seconds)}
      </span>
      <Button size="small" onClick={onHide}>
        {t("reveal.hide")}
      </Button>
    </div>
  );
}

function useSecondsUntil(until: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((until - now) / 1000));
}

/** `4:07` */
function printSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
