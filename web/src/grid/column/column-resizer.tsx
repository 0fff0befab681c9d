import type { FieldDescription } from "purser/contract";
import type { KeyboardEvent, PointerEvent } from "react";
import { t } from "../../messages/translate.ts";
import type { Preference } from "../../preference/preference.ts";
import styles from "./column.module.css";
import { type ColumnLayout, narrowest, widest } from "./column-layout.ts";

interface ColumnResizerProps {
  readonly layout: Preference<ColumnLayout>;
  readonly field: FieldDescription;
  readonly width: number;
}

const keyStep = 16;

/** A column's right edge, moved by pointer or by the arrow keys. */
export function ColumnResizer({ layout, field, width }: ColumnResizerProps) {
  function resize(to: number) {
    const bounded = Math.round(Math.max(narrowest, Math.min(widest, to)));
    const now = layout.read();
    layout.write({ ...now, widths: { ...now.widths, [field.name]: bounded } });
  }

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    const edge = event.currentTarget;
    const start = event.clientX - width;
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = (move) => resize(move.clientX - start);
    edge.onlostpointercapture = () => {
      edge.onpointermove = null;
    };
    event.preventDefault();
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === "ArrowRight" ? keyStep : event.key === "ArrowLeft" ? -keyStep : 0;
    if (step !== 0) resize(width + step);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> has no value and takes no focus
    <div
      className={styles.edge}
      role="separator"
      aria-orientation="vertical"
      aria-label={t("grid.width", { field: field.label })}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}
