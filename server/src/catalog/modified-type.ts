import type { Column, Type } from "./catalog.ts";
import type { ColumnRow } from "./columns.ts";
import { decodeModifier } from "./modifier.ts";
import type { TypeRow } from "./types.ts";

type Types = ReadonlyMap<number, Type>;

/** Decodes the modifiers that domains put on what they are over. */
export function compileTypes(rows: readonly TypeRow[]): Types {
  const byOid = new Map(rows.map((row) => [row.oid, row]));
  return new Map(
    rows.map(({ domain, ...type }): [number, Type] => {
      if (domain === null) return [type.oid, { ...type, domain }];
      const { modifier, ...rest } = domain;
      return [
        type.oid,
        { ...type, domain: { ...rest, ...decodeModifier(modifiedName(type.of, byOid), modifier) } },
      ];
    }),
  );
}

/** Decodes a column's modifier; a column of a domain that is not null is not null itself. */
export function compileColumn(row: Omit<ColumnRow, "relation">, types: Types): Column {
  const { modifier, ...column } = row;
  return {
    ...column,
    ...decodeModifier(modifiedName(column.typeOid, types), modifier),
    notNull: column.notNull || isNotNull(column.typeOid, types),
  };
}

/** Name of the type whose modifier it is: a modifier of an array is its element's. */
function modifiedName(
  oid: number | null,
  types: ReadonlyMap<number, Pick<Type, "kind" | "name" | "of">>,
): string {
  const type = oid === null ? undefined : types.get(oid);
  if (type === undefined) return "";
  return type.kind === "array" ? modifiedName(type.of, types) : type.name;
}

function isNotNull(oid: number, types: Types): boolean {
  const type = types.get(oid);
  if (type?.domain == null) return false;
  return type.domain.notNull || (type.of !== null && isNotNull(type.of, types));
}
