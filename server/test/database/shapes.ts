import type { FieldKind, FieldShape } from "../../src/contract/index.ts";

const column = (kind: FieldKind, type: string, more: Partial<FieldShape> = {}): FieldShape => ({
  kind,
  type,
  ...more,
});

const text = column("text", "text");
const int4 = column("integer", "integer", { maximum: "2147483647" });
const amount = column("decimal", "numeric(12,2)", { precision: 12, scale: 2 });
const timestamptz = column("timestamptz", "timestamp with time zone");
const mood = column("enum", "types.mood", {
  options: ["sad", "so, so", 'it\'s "fine"', "{}", "back\\slash", "", " ", "NULL"],
});
const list = column("array", "integer[]", { element: int4 });
const array = (type: string, element: FieldShape): FieldShape => column("array", type, { element });
const range = (type: string, element: FieldShape): FieldShape => column("range", type, { element });

/** What the gallery's table `types.everything` has, written by hand: the compiler of resources must agree. */
export const shapes: { readonly [column: string]: FieldShape } = {
  f_int2: column("integer", "smallint", { maximum: "32767" }),
  f_int4: int4,
  f_int8: column("bigint", "bigint", { maximum: "9223372036854775807" }),
  f_numeric: column("decimal", "numeric"),
  f_numeric_12_2: amount,
  f_numeric_3_5: column("decimal", "numeric(3,5)", { precision: 3, scale: 5 }),
  f_numeric_4_minus2: column("decimal", "numeric(4,-2)", { precision: 4, scale: -2 }),
  f_float4: column("float", "real"),
  f_float8: column("float", "double precision"),
  f_bool: column("boolean", "boolean"),
  f_text: text,
  f_varchar: column("text", "character varying(5)", { maxLength: 5 }),
  f_char: column("text", "character(3)", { maxLength: 3 }),
  f_name: column("text", "name"),
  f_citext: column("text", "public.citext"),
  f_bytea: column("binary", "bytea"),
  f_date: column("date", "date"),
  f_time: column("time", "time without time zone"),
  f_timetz: column("time", "time with time zone"),
  f_timestamp: column("timestamp", "timestamp without time zone"),
  f_timestamp3: column("timestamp", "timestamp(3) without time zone"),
  f_timestamptz: timestamptz,
  f_interval: column("interval", "interval"),
  f_uuid: column("uuid", "uuid"),
  f_json: column("json", "json"),
  f_jsonb: column("json", "jsonb"),
  f_inet: column("network", "inet"),
  f_cidr: column("network", "cidr"),
  f_macaddr: column("network", "macaddr"),
  f_macaddr8: column("network", "macaddr8"),
  f_mood: mood,
  f_moods: array("types.mood[]", mood),
  f_ints: list,
  f_texts: array("text[]", text),
  f_varchars: array(
    "character varying(5)[]",
    column("text", "character varying", { maxLength: 5 }),
  ),
  f_numerics: array("numeric(12,2)[]", column("decimal", "numeric", { precision: 12, scale: 2 })),
  f_timestamps: array("timestamp with time zone[]", timestamptz),
  f_boxes: array("box[]", column("other", "box")),
  f_lists: array("types.int_list[]", list),
  f_int4range: range("int4range", int4),
  f_numrange: range("numrange", column("decimal", "numeric")),
  f_tstzrange: range("tstzrange", timestamptz),
  f_daterange: range("daterange", column("date", "date")),
  f_float_range: range("types.float_range", column("float", "double precision")),
  f_positive: int4,
  f_small: int4,
  f_amount: column("decimal", "numeric", { precision: 12, scale: 2 }),
  f_code: column("text", "character varying", { maxLength: 8 }),
  f_list: list,
  f_point: column("other", "point"),
  f_xml: column("other", "xml"),
  f_bit: column("other", "bit(4)", { maxLength: 4 }),
};

export function shapeOf(name: string): FieldShape {
  const shape = shapes[name];
  if (shape === undefined) throw new Error(`no shape ${name}`);
  return shape;
}
