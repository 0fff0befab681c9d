import { Button } from "antd";
import type { WireValue } from "purser/contract";
import { t } from "../../messages/translate.ts";
import { elementField } from "../element-field.ts";
import styles from "../field.module.css";
import type { CompoundEditProps } from "../field-props.ts";
import { NestedArrayEdit } from "./nested-array-edit.tsx";

/** One control an element, in order. Arrays of arrays have no such list: they are edited as JSON. */
export function ArrayEdit(props: CompoundEditProps) {
  const { Element, field, value, onChange, id, disabled, label = field.label } = props;
  const items: readonly WireValue[] = typeof value === "object" && value !== null ? value : [];
  if (items.some(Array.isArray)) return <NestedArrayEdit {...props} />;
  const element = elementField(field);
  const swap = (at: number) => {
    const [one, other] = [items[at], items[at + 1]];
    if (one !== undefined && other !== undefined) onChange(items.with(at, other).with(at + 1, one));
  };
  const off = disabled ?? false;
  return (
    <div className={styles.stack}>
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: elements may repeat; their place is their identity
        <div key={at} className={styles.row}>
          <div className={styles.grow}>
            <Element
              field={element}
              value={item}
              onChange={(next) => onChange(items.with(at, next))}
              {...(at === 0 && id !== undefined ? { id } : {})}
              label={t("array.element", { field: label, place: at + 1 })}
              disabled={off}
            />
          </div>
          <Button
            size="small"
            disabled={off || at === 0}
            onClick={() => swap(at - 1)}
            aria-label={t("array.up", { place: at + 1 })}
          >
            ↑
          </Button>
          <Button
            size="small"
            disabled={off || at === items.length - 1}
            onClick={() => swap(at)}
            aria-label={t("array.down", { place: at + 1 })}
          >
            ↓
          </Button>
          <Button
            size="small"
            disabled={off}
            onClick={() => onChange(items.toSpliced(at, 1))}
            aria-label={t("array.remove", { place: at + 1 })}
          >
            ×
          </Button>
        </div>
      ))}
      <div className={styles.wrapRow}>
        <Button
          {...(items.length === 0 && id !== undefined ? { id } : {})}
          size="small"
          disabled={off}
          onClick={() => onChange([...items, element.kind === "text" ? "" : null])}
        >
          {t("array.add")}
        </Button>
        {field.nullable && value !== null && items.length === 0 && (
          <Button size="small" disabled={off} onClick={() => onChange(null)}>
            {t("field.makeNull")}
          </Button>
        )}
        {value === null && (
          <Button size="small" disabled={off} onClick={() => onChange([])}>
            {t("array.makeEmpty")}
          </Button>
        )}
        {items.length === 0 && (
          <span className={styles.note}>
            {t(value === null ? "field.null" : "field.emptyList")}
          </span>
        )}
      </div>
    </div>
  );
}
