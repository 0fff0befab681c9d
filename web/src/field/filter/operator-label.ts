import type { ComparisonOperator, FieldKind } from "purser/contract";
import { t } from "../../messages/translate.ts";

const ordered: ReadonlySet<FieldKind> = new Set(["date", "time", "timestamp", "timestamptz"]);

/** The operator in words: of times, "before" rather than "less than". */
export function operatorLabel(operator: ComparisonOperator, kind: FieldKind): string {
  if (ordered.has(kind)) {
    if (operator === "lt") return t("operator.before");
    if (operator === "lte") return t("operator.until");
    if (operator === "gt") return t("operator.after");
    if (operator === "gte") return t("operator.since");
  }
  return t(`operator.${operator}`);
}
