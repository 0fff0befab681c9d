import type {
  Comparison,
  ComparisonOperator,
  FieldDescription,
  Filter,
  WireValue,
} from "purser/contract";
import { valueText } from "../../field/value-text.ts";
import { t } from "../../messages/translate.ts";

/** As many of a list's values as a chip names. */
const named = 3;

type FilteredField = Pick<FieldDescription, "name" | "label" | "filters">;

/** A condition in words: "Status: paid, refunded". */
export function describeFilter(filter: Filter, fields: readonly FilteredField[]): string {
  if (!("field" in filter)) {
    const joiner = t(filter.operator === "and" ? "filter.and" : "filter.or");
    return filter.value.map((one) => describeFilter(one, fields)).join(` ${joiner} `);
  }
  const field = fields.find(({ name }) => name === filter.field);
  return `${field?.label ?? filter.field}: ${describeComparison(filter, field?.filters ?? [])}`;
}

function describeComparison(
  { operator, value = null }: Comparison,
  offered: readonly ComparisonOperator[],
): string {
  // Anybody writes an address, and what it asks for may be gone; the server refuses that, and says why in the grid.
  if (!offered.includes(operator)) return t("filter.notOffered", { operator });
  if (operator === "between") {
    const [from = null, to = null] = Array.isArray(value) ? value : [value];
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
