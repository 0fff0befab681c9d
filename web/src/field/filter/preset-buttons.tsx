import { Button } from "antd";
import { t } from "../../messages/translate.ts";
import { printMinute } from "../../time/instant.ts";
import { useNow } from "../../time/use-now.ts";
import { useZone } from "../../time/zone.ts";
import styles from "../field.module.css";
import { datePresets, presetDays } from "./date-presets.ts";

interface PresetButtonsProps {
  /** Gets the first and the last day, both `YYYY-MM-DD`, and the zone that they are days of. */
  readonly onPick: (days: readonly [string, string], zone: string) => void;
}

/** Whole days on the clock of the zone that the header names. */
export function PresetButtons({ onPick }: PresetButtonsProps) {
  const zone = useZone();
  const today = printMinute({ second: useNow(), fraction: "" }, zone).slice(0, 10);
  return (
    <div className={styles.wrapRow}>
      {datePresets.map((preset) => (
        <Button key={preset} size="small" onClick={() => onPick(presetDays(preset, today), zone)}>
          {t(`preset.${preset}`)}
        </Button>
      ))}
    </div>
  );
}
