import type { Column, Type } from "../catalog/catalog.ts";
import type { FieldKind, FieldShape } from "../contract/index.ts";

export type Types = ReadonlyMap<number, Type>;

type Modifier = Pick<Column, "maxLength" | "precision" | "scale">;

const noModifier: Modifier = { maxLength: null, precision: null, scale: null };

/** What `pg_catalog` has; anything else of kind `base` is text to us, shown as PostgreSQL prints it. */
const kinds: { readonly [type: string]: FieldKind } = {
  text: "text",
  varchar: "text",
  bpchar: "text",
  name: "text",
  int2: "integer",
  int4: "integer",
  int8: "bigint",
  numeric: "decimal",
  float4: "float",
  float8: "float",
  bool: "boolean",
  date: "date",
  time: "time",
  timetz: "time",
  timestamp: "timestamp",
  timestamptz: "timestamptz",
  interval: "interval",
  uuid: "uuid",
  json: "json",
  jsonb: "json",
  bytea: "binary",
  inet: "network",
  cidr: "network",
  macaddr: "network",
  macaddr8: "network",
};

const maxima: { readonly [type: string]: string } = {
  int2: "32767",
  int4: "2147483647",
  int8: "9223372036854775807",
};

/** The form of a column's values; a domain's are those of what it is over. */
export function compileShape(column: Column, types: Types): FieldShape {
  return shapeOf(column.typeOid, column, column.type, types);
}

/** The type to cast a value of the column to: a domain's base, so that a filter doesn't trip over its checks. */
export function castOf(column: Column, types: Types): string {
  return baseOf(column.typeOid, types)?.cast ?? column.type;
}

function baseOf(oid: number | null, types: Types): Type | undefined {
  const type = oid === null ? undefined : types.get(oid);
  return type?.kind === "domain" ? baseOf(type.of, types) : type;
}

function shapeOf(
  oid: number | null,
  modifier: Modifier,
  printed: string,
  types: Types,
): FieldShape {
  const type = oid === null ? undefined : types.get(oid);
  if (type === undefined) return { kind: "other", type: printed };
  const part = (own: Modifier): FieldShape =>
    shapeOf(
      type.of,
      own,
      (type.of === null ? undefined : types.get(type.of))?.cast ?? printed,
      types,
    );
  switch (type.kind) {
    case "domain":
      return part(type.domain !== null && isModified(type.domain) ? type.domain : modifier);
    case "array":
      return { kind: "array", type: printed, element: part(modifier) };
    case "range":
      return { kind: "range", type: printed, element: part(noModifier) };
    case "enum":
      return { kind: "enum", type: printed, options: type.labels };
    default:
      return { kind: kindOf(type), type: printed, ...boundsOf(type, modifier) };
  }
}

function kindOf(type: Type): FieldKind {
  if (type.kind !== "base") return "other";
  // Wherever its extension was installed.
  if (type.name === "citext") return "text";
  return (type.schema === "pg_catalog" ? kinds[type.name] : undefined) ?? "other";
}

function boundsOf(type: Type, { maxLength, precision, scale }: Modifier): Partial<FieldShape> {
  const maximum = type.schema === "pg_catalog" ? maxima[type.name] : undefined;
  return {
    ...(maxLength !== null && { maxLength }),
    ...(precision !== null && { precision }),
    ...(scale !== null && { scale }),
    ...(maximum !== undefined && { maximum }),
  };
}

function isModified({ maxLength, precision }: Modifier): boolean {
  return maxLength !== null || precision !== null;
}
