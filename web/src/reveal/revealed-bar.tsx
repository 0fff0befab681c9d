import { EyeOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ResourceDescription } from "purser/contract";
import { t } from "../messages/translate.ts";
import { printCountdown } from "../time/print-countdown.ts";
import { useEverySecond } from "../time/use-every-second.ts";
import styles from "./reveal.module.css";
import type { Revealed } from "./use-revealed.ts";

interface RevealedBarProps {
  readonly resource: ResourceDescription;
  readonly revealed: Revealed;
  readonly onHide: () => void;
}

/** What is in clear, for how long still, and the way to hide it now. */
export function RevealedBar({ resource, revealed, onHide }: RevealedBarProps) {
  const now = useEverySecond();
  const fields = resource.fields
    .filter(({ name }) => Object.hasOwn(revealed.values, name))
    .map(({ label }) => label)
    .join(", ");
  return (
    <div className={styles.bar}>
      <EyeOutlined aria-hidden />
      <span role="status">{t("reveal.shown", { fields })}</span>
      <span role="timer" className={styles.timer}>
        {printCountdown(revealed.until, now)}
      </span>
      <Button size="small" onClick={onHide}>
        {t("reveal.hide")}
      </Button>
    </div>
  );
}
