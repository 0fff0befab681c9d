import type { FieldKind } from "purser/contract";
import type { ComponentType } from "react";
import { Absent } from "./absent.tsx";
import { ArrayShow } from "./array/array-show.tsx";
import { BinaryShow } from "./binary/binary-show.tsx";
import { FieldCell } from "./cell.tsx";
import type { ShowProps } from "./field-props.ts";
import { InstantShow } from "./instant/instant-show.tsx";
import { JsonShow } from "./json/json-show.tsx";
import { isMasked } from "./masked.tsx";
import { relationOf } from "./relation/relation-of.ts";
import { RelationShow } from "./relation/relation-show.tsx";
import { TextShow } from "./text/text-show.tsx";

/** Kinds that show more with room than in a cell. */
const shows: { readonly [kind in FieldKind]?: ComponentType<ShowProps> } = {
  text: TextShow,
  longText: TextShow,
  timestamptz: InstantShow,
  json: JsonShow,
  binary: BinaryShow,
  array: ArrayShow,
};

/** A value with room: whole, with links to where it leads. */
export function FieldShow(props: ShowProps) {
  const { record, field } = props;
  // Nothing more can be shown of them with room than without.
  if (record && !Object.hasOwn(record.values, field.name)) return <FieldCell {...props} />;
  if (props.value === null || props.value === "") return <Absent value={props.value} />;
  if (isMasked(record, field)) return <FieldCell {...props} />;
  const relation = relationOf(props.resource, props.field);
  if (relation !== undefined) return <RelationShow {...props} relation={relation} />;
  const Show = shows[props.field.kind] ?? FieldCell;
  return <Show {...props} />;
}
