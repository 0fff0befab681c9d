import { Button } from "antd";
import { type FormEvent, useState } from "react";
import type { AuditQuery } from "../api/audit.ts";
import { shiftDay } from "../field/filter/date-presets.ts";
import { PresetButtons } from "../field/filter/preset-buttons.tsx";
import { InstantInput } from "../field/instant/instant-edit.tsx";
import { valueText } from "../field/value-text.ts";
import { t } from "../messages/translate.ts";
import { parseClock, parseInstant } from "../time/instant.ts";
import styles from "./audit.module.css";

interface SpanFormProps {
  readonly query: AuditQuery;
  readonly onSet: (change: Pick<AuditQuery, "from" | "to">) => void;
}

/** Two moments, either of which may be open; or whole days at once. */
export function SpanForm({ query, onSet }: SpanFormProps) {
  const [span, setSpan] = useState({ from: query.from, to: query.to });
  const isComplete = [span.from, span.to].every(
    (at) => at === undefined || parseInstant(at) !== null,
  );
  const startOf = (day: string, zone: string) => parseClock(day, "00:00:00", "", zone) ?? undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete) onSet(span);
  };
  return (
    <form className={styles.editor} onSubmit={submit}>
      <PresetButtons
        onPick={([first, last], zone) =>
          // Up to the beginning of the day after the last.
          onSet({ from: startOf(first, zone), to: startOf(shiftDay(last, 1), zone) })
        }
      />
      {(["from", "to"] as const).map((side) => (
        <div key={side} className={styles.side}>
          <span className="dim">{t(`audit.span.${side}`)}</span>
          <InstantInput
            label={t(`audit.span.${side}`)}
            value={span[side] ?? null}
            onChange={(next) =>
              setSpan({ ...span, [side]: next === null ? undefined : valueText(next) })
            }
          />
        </div>
      ))}
      <Button type="primary" size="small" htmlType="submit" disabled={!isComplete}>
        {t("audit.apply")}
      </Button>
    </form>
  );
}
