import { Select } from "antd";
import type { Comparison, ComparisonOperator, WireValue } from "purser/contract";
import { useState } from "react";
import { t } from "../../messages/translate.ts";
import { FieldEdit } from "../edit.tsx";
import styles from "../field.module.css";
import type { FilterProps } from "../field-props.ts";
import { dayBounds } from "./date-presets.ts";
import { operandCount, operandField, readOperand } from "./operand.ts";
import { operatorLabel } from "./operator-label.ts";
import { OptionList } from "./option-list.tsx";
import { PresetButtons } from "./preset-buttons.tsx";
import { ValueLines } from "./value-lines.tsx";

const dated: ReadonlySet<string> = new Set(["date", "timestamp", "timestamptz"]);

/**
 * Edits one comparison. `value` is where it starts; what is not complete yet lives here, and
 * `onChange` gets null for it.
 */
export function FieldFilter({ field, value, onChange, resource }: FilterProps) {
  const [draft, setDraft] = useState(() => startingDraft(field.kind, field.filters, value));
  const change = (operator: ComparisonOperator, operand: WireValue) => {
    setDraft({ operator, operand });
    const read = readOperand(field, operator, operand);
    if (read === undefined) return onChange(null);
    const comparison = { field: field.name, operator };
    onChange(operandCount(operator) === "none" ? comparison : { ...comparison, value: read });
  };
  const { operator, operand } = draft;
  return (
    <div className={styles.filter}>
      <Select
        value={operator}
        onChange={(next: ComparisonOperator) =>
          change(next, convertOperand(operator, next, operand))
        }
        options={field.filters.map((one) => ({
          value: one,
          label: operatorLabel(one, field.kind),
        }))}
        aria-label={t("operand.operatorOf", { field: field.label })}
      />
      {operandCount(operator) === "many" &&
        (field.kind === "enum" ? (
          <OptionList
            field={field}
            chosen={list(operand)}
            onChange={(next) => change(operator, next)}
          />
        ) : (
          <ValueLines
            field={operandField(field)}
            values={list(operand)}
            onChange={(next) => change(operator, next)}
          />
        ))}
      {operandCount(operator) === "two" &&
        ([0, 1] as const).map((at) => (
          <FieldEdit
            key={at}
            field={operandField(field)}
            value={list(operand)[at] ?? null}
            onChange={(next) => change(operator, pair(operand).with(at, next))}
            label={t(at === 0 ? "operand.from" : "operand.to", { field: field.label })}
            autoFocus={at === 0}
          />
        ))}
      {operandCount(operator) === "one" && (
        <FieldEdit
          field={operandField(field)}
          value={operand}
          onChange={(next) => change(operator, next)}
          label={field.label}
          autoFocus
          {...(resource === undefined ? {} : { resource })}
        />
      )}
      {dated.has(field.kind) && field.filters.includes("between") && (
        <PresetButtons
          onPick={(days, zone) => change("between", dayBounds(field.kind, days, zone))}
        />
      )}
    </div>
  );
}

interface Draft {
  readonly operator: ComparisonOperator;
  readonly operand: WireValue;
}

function startingDraft(
  kind: string,
  operators: readonly ComparisonOperator[],
  value: Comparison | null,
): Draft {
  if (value !== null && operators.includes(value.operator))
    return { operator: value.operator, operand: value.value ?? null };
  const wanted: ComparisonOperator = kind === "enum" ? "in" : dated.has(kind) ? "between" : "eq";
  return { operator: operators.includes(wanted) ? wanted : (operators[0] ?? "eq"), operand: null };
}

/** Keeps what was entered when the operator changes to one that takes another number of values. */
function convertOperand(
  from: ComparisonOperator,
  to: ComparisonOperator,
  operand: WireValue,
): WireValue {
  const [before, after] = [operandCount(from), operandCount(to)];
  if (before === after) return operand;
  const values = before === "one" ? (operand === null ? [] : [operand]) : list(operand);
  if (after === "one") return values[0] ?? null;
  return after === "two" ? pair(values) : values.filter((one) => one !== null);
}

function list(operand: WireValue): readonly WireValue[] {
  return typeof operand === "object" && operand !== null ? operand : [];
}

function pair(operand: WireValue): readonly [WireValue, WireValue] {
  const [lower = null, upper = null] = list(operand);
  return [lower, upper];
}
