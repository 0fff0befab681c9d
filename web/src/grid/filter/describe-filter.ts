import type { Comparison, FieldDescription, Filter, WireValue } from "purser/contract";
import { valueText } from "../../field/value-text.ts";
import { t } from "../../messages/translate.ts";

/** As many of a list's values as a chip names. */
const named = 3;

/** A condition in words: "Status: paid, refunded". */
export function describeFilter(filter: Filter, fields: readonly FieldDescription[]): string {
  if (!("field" in filter)) {
    const joiner = t(filter.operator === "and" ? "filter.and" : "filter.or");
    return filter.value.map((one) => describeFilter(one, fields)).join(` ${joiner} `);
  }
  const label = fields.find(({ name }) => name === filter.field)?.label ?? filter.field;
  return `${label}: ${describeComparison(filter)}`;
}

function describeComparison({ operator, value = null }: Comparison): string {
  if (operator === "between" && Array.isArray(value)) {
    const [from = null, to = null] = value;
    return t("filter.between", { from: short(from), to: short(to) });
  }
  const text = Array.isArray(value) ? list(value) : short(value);
  return t(`filter.${operator}`, { value: text });
}

function list(values: readonly WireValue[]): string {
  const shown = values.slice(0, named).map(short).join(", ");
  const rest = values.length - named;
  return rest > 0 ? t("filter.more", { shown, rest }) : shown;
}

function short(value: WireValue): string {
  if (value === null) return "—";
  const text = valueText(value);
  if (text === "") return '""';
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
