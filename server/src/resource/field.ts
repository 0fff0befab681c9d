import type { Column, Relation } from "../catalog/catalog.ts";
import type { FieldConfig } from "../config/config.ts";
import { maskOf } from "../config/sensitive-column.ts";
import type { FieldShape } from "../contract/index.ts";
import { isNullLiteral, readDefault } from "./default-value.ts";
import { filtersOf, isSortable } from "./filter-operator.ts";
import { guessFormat, isLongText } from "./guess-format.ts";
import { isIndexed, textSearchOf } from "./index-use.ts";
import type { Field } from "./resource.ts";
import { castOf, compileShape, type Types } from "./shape.ts";
import { toLabel, withoutId } from "./words.ts";

/** Shown in a list unless somebody decides otherwise: so many, and none that would fill the page. */
const columnsInList = 8;
const unlisted = new Set(["longText", "json", "binary", "other"]);

/** A column as a field, where it is one of `visible`, the columns that may be shown at all. */
export function compileFields(
  relation: Relation,
  visible: readonly Column[],
  key: readonly string[],
  configs: { readonly [column: string]: FieldConfig },
  types: Types,
): readonly Field[] {
  const names = new Set(visible.map(({ name }) => name));
  const fields = visible.map((column) => {
    const config = Object.hasOwn(configs, column.name) ? (configs[column.name] ?? {}) : {};
    return { config, field: compileField(relation, column, key, config, types, names) };
  });
  const listed = new Set(
    fields.filter(({ field }) => !unlisted.has(field.shape.kind)).slice(0, columnsInList),
  );
  return fields.map((item) => ({ ...item.field, inList: item.config.inList ?? listed.has(item) }));
}

function compileField(
  relation: Relation,
  column: Column,
  key: readonly string[],
  config: FieldConfig,
  types: Types,
  names: ReadonlySet<string>,
): Omit<Field, "inList"> {
  const shape = withLongText(compileShape(column, types), column, relation, config);
  const format = config.format ?? guessFormat(column.name, shape, names).format;
  const generated = column.generated || column.identity === "always";
  const expression =
    column.default !== null && !isNullLiteral(column.default) ? column.default : null;
  const place = key.indexOf(column.name);
  return {
    name: column.name,
    shape,
    cast: castOf(column, types),
    label:
      config.label ?? toLabel(isReference(column, relation) ? withoutId(column.name) : column.name),
    help: config.help ?? column.comment,
    group: config.group ?? null,
    format,
    currency:
      config.currency ??
      (format === "money" ? guessFormat(column.name, shape, names).currency : null),
    nullable: !column.notNull,
    hasDefault: expression !== null || column.identity !== null,
    defaultValue: expression === null ? null : readDefault(shape, expression),
    generated,
    keyPosition: place < 0 ? null : place + 1,
    indexed: isIndexed(column.name, relation.indexes),
    textSearch: textSearchOf(column, relation.indexes),
    filters: filtersOf(shape, !column.notNull),
    sortable: isSortable(shape),
    mask: maskOf({ [column.name]: config }, relation.name, column),
    exactLookup: config.exactLookup === true,
    insertable: column.privileges.insert && !generated,
    updatable: column.privileges.update && !generated,
  };
}

function withLongText(
  shape: FieldShape,
  column: Column,
  relation: Relation,
  config: FieldConfig,
): FieldShape {
  if (shape.kind !== "text") return shape;
  const long =
    config.longText ??
    (isLongText(column.name, shape) && !isIndexed(column.name, relation.indexes));
  return long ? { ...shape, kind: "longText" } : shape;
}

function isReference(column: Column, relation: Relation): boolean {
  return relation.foreignKeys.some(
    ({ columns }) => columns.length === 1 && columns[0] === column.name,
  );
}
