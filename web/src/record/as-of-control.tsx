import { Button, Slider } from "antd";
import type { HistoryAnswer } from "purser/contract";
import { type FormEvent, useState } from "react";
import { InstantInput } from "../field/instant/instant-edit.tsx";
import { valueText } from "../field/value-text.ts";
import { t } from "../messages/translate.ts";
import { parseInstant, printExact } from "../time/instant.ts";
import { justBefore } from "../time/just-before.ts";
import { useZone } from "../time/zone.ts";
import styles from "./record.module.css";
import { useAsOfAddress } from "./use-as-of.ts";

interface AsOfControlProps {
  /** Newest first. */
  readonly events: HistoryAnswer["history"];
}

/** Goes through the record's past: step by step from change to change, or to a moment. */
export function AsOfControl({ events }: AsOfControlProps) {
  const [at, setAt] = useAsOfAddress();
  const zone = useZone();
  const [dragged, setDragged] = useState<number | null>(null);
  const moments = momentsOf(events);
  const place = placeOf(at, moments);
  // Between two changes the handle stands at the one before; what it says is the moment itself.
  const print = (step = place) => {
    const instant = parseInstant((step === place ? at : moments[step]) ?? "");
    return instant === null ? t("asOf.nowShort") : printExact(instant, zone);
  };
  return (
    <div className={styles.asOf}>
      <Slider
        min={0}
        max={moments.length}
        value={dragged ?? place}
        onChange={setDragged}
        onChangeComplete={(step) => {
          setDragged(null);
          setAt(moments[step] ?? null);
        }}
        tooltip={{ formatter: print }}
        ariaLabelForHandle={t("asOf.slider")}
        ariaValueTextFormatterForHandle={print}
        // The first step led to another view of the record: the arrow keys go on from here.
        autoFocus={at !== null}
      />
      <MomentForm key={at} at={at} onAt={setAt} />
    </div>
  );
}

/** Right after each change, oldest first; and before the oldest, where that did not create the record. */
function momentsOf(events: AsOfControlProps["events"]): readonly string[] {
  const oldest = events.at(-1)?.change;
  const start = oldest === undefined || oldest.verb === "insert" ? null : justBefore(oldest.at);
  const after = events.map(({ change }) => change.at).toReversed();
  return start === null ? after : [start, ...after];
}

/** The last of these moments that is not after `at`; behind them all for now. */
function placeOf(at: string | null, moments: readonly string[]): number {
  if (at === null) return moments.length;
  return Math.max(
    0,
    moments.findLastIndex((moment) => isNotAfter(moment, at)),
  );
}

function isNotAfter(one: string, other: string): boolean {
  const [a, b] = [parseInstant(one), parseInstant(other)];
  if (a === null || b === null) return false;
  return a.second === b.second
    ? a.fraction.padEnd(6, "0") <= b.fraction.padEnd(6, "0")
    : a.second < b.second;
}

interface MomentFormProps {
  readonly at: string | null;
  readonly onAt: (at: string | null) => void;
}

function MomentForm({ at, onAt }: MomentFormProps) {
  const [typed, setTyped] = useState(at);
  const isMoment = typed !== null && parseInstant(typed) !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isMoment) onAt(typed);
  };
  return (
    <form className={styles.asOfForm} onSubmit={submit}>
      <InstantInput
        label={t("asOf.moment")}
        value={typed}
        onChange={(next) => setTyped(next === null ? null : valueText(next))}
      />
      <Button size="small" htmlType="submit" disabled={!isMoment || typed === at}>
        {t("asOf.go")}
      </Button>
      {at !== null && (
        <Button size="small" type="link" onClick={() => onAt(null)}>
          {t("asOf.now")}
        </Button>
      )}
    </form>
  );
}
