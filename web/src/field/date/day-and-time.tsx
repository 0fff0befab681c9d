import { Input, Space } from "antd";
import { useState } from "react";
import { t } from "../../messages/translate.ts";
import { controlProps } from "../control-props.ts";
import styles from "../field.module.css";
import type { ControlProps } from "../field-props.ts";
import { CalendarButton } from "./calendar-button.tsx";

interface DayAndTimeProps extends ControlProps {
  readonly label: string;
  /** `YYYY-MM-DD HH:MM:SS.ffffff` as a clock shows it, or what was typed instead; empty for none. */
  readonly clock: string;
  readonly onClock: (clock: string) => void;
  /** Stands behind the time: the zone that the clock is in. */
  readonly zone: string;
}

/** A date and a time side by side, to the microsecond. */
export function DayAndTime({ clock, onClock, zone, ...props }: DayAndTimeProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? clock;
  const gap = shown.indexOf(" ");
  const day = gap < 0 ? shown : shown.slice(0, gap);
  const time = gap < 0 ? "" : shown.slice(gap + 1);
  const { label } = props;
  const write = (next: string) => {
    setTyped(next);
    onClock(next.trim());
  };
  const control = controlProps(props);
  return (
    <Space.Compact block className={styles.dayAndTime} onBlur={() => setTyped(null)}>
      <Input
        {...control}
        value={day}
        onChange={({ target }) => write(`${target.value.replaceAll(" ", "")} ${time}`)}
        placeholder="YYYY-MM-DD"
        aria-label={t("field.dayOf", { field: label })}
        autoComplete="off"
      />
      <CalendarButton
        date={day}
        onPick={(picked) => onClock(`${picked} ${time === "" ? "00:00:00" : time}`)}
        disabled={props.disabled ?? false}
        label={label}
      />
      <Input
        status={control.status}
        disabled={control.disabled}
        aria-invalid={control["aria-invalid"]}
        aria-describedby={control["aria-describedby"]}
        value={time}
        onChange={({ target }) => write(`${day} ${target.value}`)}
        placeholder="HH:MM:SS"
        aria-label={t("field.timeOf", { field: label })}
        autoComplete="off"
        suffix={<span className={styles.zone}>{zone}</span>}
      />
    </Space.Compact>
  );
}
