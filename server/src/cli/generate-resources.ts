import type { Catalog, Relation } from "../catalog/catalog.ts";
import { guessMask, looksSecret } from "../config/sensitive-column.ts";

/**
 * The `resources` of a config to start from, as the text of an object: every table and view, for viewers to read; what
 * looks like a secret hidden and what looks personal masked, each spelt out so that it is decided and not overlooked.
 */
export function generateResources({ relations }: Catalog): string {
  const entries = relations.map(
    (relation) => `    ${property(nameOf(relation))}: {
${fieldsOf(relation)}      access: { viewer: { read: true } },
    },
`,
  );
  return `{
${entries.join("")}  }`;
}

function nameOf({ schema, name }: Relation): string {
  return schema === "public" ? name : `${schema}.${name}`;
}

function fieldsOf({ name, columns }: Relation): string {
  const fields = columns.flatMap((column) => {
    if (looksSecret(column)) return `        ${property(column.name)}: { hidden: true },\n`;
    const mask = guessMask(name, column);
    return mask === null
      ? []
      : `        ${property(column.name)}: { mask: ${JSON.stringify(mask)} },\n`;
  });
  return fields.length === 0 ? "" : `      fields: {\n${fields.join("")}      },\n`;
}

function property(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) && name !== "__proto__" ? name : `[${JSON.stringify(name)}]`;
}
