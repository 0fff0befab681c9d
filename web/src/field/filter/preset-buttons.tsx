import { Button } from "antd";
import type { FieldDescription } from "purser/contract";
import { t } from "../../messages/translate.ts";
import { printMinute } from "../../time/instant.ts";
import { useNow } from "../../time/use-now.ts";
import { useZone } from "../../time/zone.ts";
import styles from "../field.module.css";
import { datePresets, dayBounds, presetDays } from "./date-presets.ts";

interface PresetButtonsProps {
  readonly field: FieldDescription;
  readonly onPick: (bounds: readonly [string, string]) => void;
}

/** Whole days on the clock of the zone that the header names. */
export function PresetButtons({ field, onPick }: PresetButtonsProps) {
  const zone = useZone();
  const today = printMinute({ second: useNow(), fraction: "" }, zone).slice(0, 10);
  return (
    <div className={styles.wrapRow}>
      {datePresets.map((preset) => (
        <Button
          key={preset}
          size="small"
          onClick={() => {
            const bounds = dayBounds(field.kind, presetDays(preset, today), zone);
            if (bounds !== null) onPick(bounds);
          }}
        >
          {t(`preset.${preset}`)}
        </Button>
      ))}
    </div>
  );
}
