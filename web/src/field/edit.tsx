import type { FieldKind } from "purser/contract";
import type { ComponentType } from "react";
import { ArrayEdit } from "./array/array-edit.tsx";
import { BinaryEdit } from "./binary/binary-edit.tsx";
import { BooleanEdit } from "./boolean/boolean-edit.tsx";
import { DateEdit } from "./date/date-edit.tsx";
import { TimestampEdit } from "./date/timestamp-edit.tsx";
import { EnumEdit } from "./enum/enum-edit.tsx";
import type { CompoundEditProps, EditProps } from "./field-props.ts";
import { InstantEdit } from "./instant/instant-edit.tsx";
import { JsonEdit } from "./json/json-edit.tsx";
import { RangeEdit } from "./range/range-edit.tsx";
import { RelationEdit } from "./relation/relation-edit.tsx";
import { relationOf } from "./relation/relation-of.ts";
import { LineEdit } from "./text/line-edit.tsx";
import { LongTextEdit } from "./text/long-text-edit.tsx";

/** Kinds with a control of their own; all others are one line of text. */
const edits: { readonly [kind in FieldKind]?: ComponentType<CompoundEditProps> } = {
  longText: LongTextEdit,
  boolean: BooleanEdit,
  enum: EnumEdit,
  date: DateEdit,
  timestamp: TimestampEdit,
  timestamptz: InstantEdit,
  json: JsonEdit,
  binary: BinaryEdit,
  array: ArrayEdit,
  range: RangeEdit,
};

/** The control that edits a value of the field. */
export function FieldEdit(props: EditProps) {
  const relation = relationOf(props.resource, props.field);
  if (relation?.fields.length === 1) {
    return <RelationEdit {...props} relation={relation} Plain={PlainEdit} />;
  }
  return <PlainEdit {...props} />;
}

function PlainEdit(props: EditProps) {
  const Edit = edits[props.field.kind] ?? LineEdit;
  return <Edit {...props} Element={PlainEdit} />;
}
