import type { Catalog, Relation, Type } from "../catalog/catalog.ts";
import { phraseCheck } from "./phrase-check.ts";
import type { Constraint, Field } from "./resource.ts";
import { toLabel, toSingular } from "./words.ts";

/**
 * What to tell somebody whose values a constraint refused: its comment, else words made from its
 * definition. Where it also judges fields that nobody sees, no word may tell of them.
 */
export function compileConstraints(
  relation: Relation,
  fields: readonly Field[],
  catalog: Catalog,
  domains: ReadonlyMap<number, Type>,
): readonly Constraint[] {
  const labels = new Map(fields.map(({ name, label }) => [name, label]));
  const describe = (
    kind: Constraint["kind"],
    {
      name,
      columns,
      comment,
    }: {
      readonly name: string;
      readonly columns: readonly string[];
      readonly comment: string | null;
    },
    inWords: () => string,
  ): Constraint => ({
    name,
    kind,
    fields: columns.filter((column) => labels.has(column)),
    message:
      comment ??
      (columns.every((column) => labels.has(column))
        ? inWords()
        : "The values break a rule of the database."),
  });
  const listLabels = (columns: readonly string[]): string =>
    joinWords(columns.map((column) => lowerFirst(labels.get(column) ?? column)));

  const keys = [
    ...(relation.primaryKey === null ? [] : [relation.primaryKey]),
    ...relation.uniqueKeys,
  ];
  const constrained = new Set(keys.map(({ name }) => name));
  const uniqueIndexes = relation.indexes
    .filter(({ unique, name }) => unique && !constrained.has(name))
    .map(({ name, columns }) => ({
      name,
      columns: columns.flatMap(({ column }) => (column === null ? [] : [column])),
      comment: null,
    }));
  return [
    ...[...keys, ...uniqueIndexes].map((key) =>
      describe("unique", key, () =>
        key.columns.length === 0
          ? "Another record has the same value."
          : `Another record has the same ${listLabels(key.columns)}.`,
      ),
    ),
    ...relation.foreignKeys.map((key) =>
      describe("foreignKey", key, () => {
        const target = catalog.relations.find(({ oid }) => oid === key.target);
        return `There is no such ${lowerFirst(toSingular(toLabel(target?.name ?? "record")))}.`;
      }),
    ),
    ...[...relation.checks, ...listDomainChecks(relation, domains)].map((check) =>
      describe("check", check, () => phraseCheck(check, (name) => labels.get(name) ?? name)),
    ),
  ];
}

/** Checks of the domains of the columns; in those PostgreSQL calls the value VALUE. */
function listDomainChecks(
  relation: Relation,
  types: ReadonlyMap<number, Type>,
): Relation["checks"] {
  return relation.columns.flatMap(({ name, typeOid }) => {
    const checks: Relation["checks"][number][] = [];
    for (
      let type = types.get(typeOid);
      type?.domain != null;
      type = type.of === null ? undefined : types.get(type.of)
    ) {
      const quoted = `"${name.replaceAll('"', '""')}"`;
      for (const check of type.domain.checks) {
        checks.push({
          ...check,
          columns: [name],
          expression: check.expression.replaceAll(/\bVALUE\b/g, () => quoted),
        });
      }
    }
    return checks;
  });
}

/** "a", "a and b", "a, b and c". */
function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** A heading inside a sentence; an acronym stays as it is. */
function lowerFirst(label: string): string {
  return /^\p{Lu}{2}/u.test(label) ? label : label.replace(/^./u, (first) => first.toLowerCase());
}
