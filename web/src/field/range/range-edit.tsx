import { Checkbox, Select } from "antd";
import { t } from "../../messages/translate.ts";
import { elementField } from "../element-field.ts";
import styles from "../field.module.css";
import type { CompoundEditProps } from "../field-props.ts";
import { LineEdit } from "../text/line-edit.tsx";
import { valueText } from "../value-text.ts";
import { parseRange, printRange, type Range } from "./range.ts";

const unbounded: Range = { lower: null, upper: null, lowerInclusive: true, upperInclusive: false };

/** Two bounds, each in or out, each of them open when left blank; or the empty range. */
export function RangeEdit(props: CompoundEditProps) {
  const { Element, field, value, onChange, id, disabled, label = field.label } = props;
  const text = valueText(value);
  const parsed = value === null ? unbounded : parseRange(text);
  // A multirange, or something typed that is no range yet.
  if (parsed === null) return <LineEdit {...props} />;
  const range = parsed === "empty" ? unbounded : parsed;
  const off = disabled === true || parsed === "empty";
  const change = (part: Partial<Range>) => {
    const next = { ...range, ...part };
    onChange(printRange(next));
  };
  const bound = (side: "lower" | "upper", inclusive: "lowerInclusive" | "upperInclusive") => (
    <div className={styles.row}>
      <Select
        value={range[inclusive]}
        onChange={(next: boolean) => change({ [inclusive]: next })}
        disabled={off || range[side] === null}
        aria-label={t(side === "lower" ? "range.lowerKind" : "range.upperKind", { field: label })}
        options={[
          { value: true, label: t(side === "lower" ? "range.from" : "range.upTo") },
          { value: false, label: t(side === "lower" ? "range.after" : "range.before") },
        ]}
        popupMatchSelectWidth={false}
        style={{ width: 150 }}
      />
      <div className={styles.grow}>
        <Element
          field={elementField(field)}
          value={range[side]}
          onChange={(next) => change({ [side]: next === null ? null : valueText(next) })}
          {...(side === "lower" && id !== undefined ? { id } : {})}
          label={t(side === "lower" ? "range.lower" : "range.upper", { field: label })}
          disabled={off}
        />
      </div>
    </div>
  );
  return (
    <div className={styles.stack}>
      {bound("lower", "lowerInclusive")}
      {bound("upper", "upperInclusive")}
      <div className={styles.wrapRow}>
        <Checkbox
          checked={parsed === "empty"}
          disabled={disabled ?? false}
          onChange={({ target }) => onChange(printRange(target.checked ? "empty" : unbounded))}
        >
          {t("range.empty")}
        </Checkbox>
        {field.nullable && (
          <Checkbox
            checked={value === null}
            disabled={disabled ?? false}
            onChange={({ target }) => onChange(target.checked ? null : printRange(unbounded))}
          >
            {t("field.noValue")}
          </Checkbox>
        )}
      </div>
    </div>
  );
}
