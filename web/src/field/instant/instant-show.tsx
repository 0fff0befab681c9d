import { parseInstant, printExact, printMinute } from "../../time/instant.ts";
import { useZone } from "../../time/zone.ts";
import styles from "../field.module.css";
import type { ShowProps } from "../field-props.ts";
import { valueText } from "../value-text.ts";
import { TimeAgo } from "./time-ago.tsx";

export function InstantShow({ value }: ShowProps) {
  const zone = useZone();
  const text = valueText(value);
  const instant = parseInstant(text);
  if (instant === null) return <span>{text}</span>;
  return (
    <span className={styles.wrapRow}>
      <span className={styles.number} title={printExact(instant, zone)}>
        {printMinute(instant, zone)}
      </span>
      <span className={styles.note}>
        <TimeAgo at={text} />
      </span>
    </span>
  );
}
