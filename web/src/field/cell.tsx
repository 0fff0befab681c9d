import type { FieldKind } from "purser/contract";
import type { ComponentType } from "react";
import { Absent } from "./absent.tsx";
import { ArrayCell } from "./array/array-cell.tsx";
import { BinaryCell } from "./binary/binary-cell.tsx";
import { BooleanCell } from "./boolean/boolean-cell.tsx";
import { EnumCell } from "./enum/enum-cell.tsx";
import type { ShowProps } from "./field-props.ts";
import { InstantCell } from "./instant/instant-cell.tsx";
import { JsonCell } from "./json/json-cell.tsx";
import { HiddenHere, isMasked, Masked } from "./masked.tsx";
import { NumberCell } from "./number/number-cell.tsx";
import { RangeCell } from "./range/range-cell.tsx";
import { ExactCell, TextCell } from "./text/text-cell.tsx";

const cells: { readonly [kind in FieldKind]: ComponentType<ShowProps> } = {
  text: TextCell,
  longText: TextCell,
  integer: NumberCell,
  bigint: NumberCell,
  decimal: NumberCell,
  float: NumberCell,
  boolean: BooleanCell,
  enum: EnumCell,
  date: TextCell,
  time: TextCell,
  timestamp: TextCell,
  timestamptz: InstantCell,
  interval: TextCell,
  uuid: ExactCell,
  json: JsonCell,
  binary: BinaryCell,
  array: ArrayCell,
  range: RangeCell,
  network: ExactCell,
  other: TextCell,
};

/** A value in one line. */
export function FieldCell(props: ShowProps) {
  const { record, field } = props;
  if (record && !Object.hasOwn(record.values, field.name)) return <HiddenHere />;
  if (props.value === null || props.value === "") return <Absent value={props.value} />;
  if (isMasked(record, field)) return <Masked {...props} />;
  const Cell = cells[props.field.kind];
  return <Cell {...props} />;
}
