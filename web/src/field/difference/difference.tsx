import type { FieldDescription, ResourceDescription, WireValue, WireValues } from "purser/contract";
import { parseJson, printJson } from "../json/json-tree.ts";
import { valueText } from "../value-text.ts";
import { ComparedValue } from "./compared-value.tsx";
import styles from "./difference.module.css";
import { LineTable } from "./line-table.tsx";

interface DifferenceProps {
  readonly field: FieldDescription;
  /** Null where the record did not exist yet, or does no longer. */
  readonly before: WireValues | null;
  readonly after: WireValues | null;
  readonly resource?: ResourceDescription;
}

/** What became of one field: old → new, or line by line where a line would not hold it. */
export function Difference({ field, before, after, resource }: DifferenceProps) {
  const [old, fresh] = [before?.[field.name] ?? null, after?.[field.name] ?? null];
  const shared = { field, ...(resource === undefined ? {} : { resource }) };
  if (before !== null && after !== null && isLong(field, old, fresh)) {
    return <LineTable before={linesOf(field, old)} after={linesOf(field, fresh)} />;
  }
  return (
    <span className={styles.change}>
      {before !== null && (
        <del title={valueText(old)}>
          <ComparedValue {...shared} value={old} values={before} />
        </del>
      )}
      {before !== null && after !== null && (
        <span className="dim" aria-hidden>
          →
        </span>
      )}
      {after !== null && (
        <ins title={valueText(fresh)}>
          <ComparedValue {...shared} value={fresh} values={after} />
        </ins>
      )}
    </span>
  );
}

/** Text that wraps would hide a change in its middle. */
const longLine = 80;

function isLong(field: FieldDescription, ...values: readonly WireValue[]): boolean {
  if (field.kind === "json") return values.every((value) => value !== null);
  if (field.kind !== "text" && field.kind !== "longText") return false;
  return values.some(
    (value) => valueText(value).length > longLine || valueText(value).includes("\n"),
  );
}

function linesOf(field: FieldDescription, value: WireValue): string {
  const text = valueText(value);
  if (field.kind !== "json") return text;
  try {
    return printJson(parseJson(text));
  } catch {
    return text;
  }
}
