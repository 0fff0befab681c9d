import type { Catalog } from "../catalog/catalog.ts";
import type { PurserConfig } from "../config/config.ts";
import type { ConfigProblem } from "../config/problem.ts";
import { guessOf, isHidden } from "../config/sensitive-column.ts";
import type { Sort } from "../contract/index.ts";
import { checkEntry } from "./check.ts";
import { compileConstraints } from "./constraints.ts";
import { type Entry, matchEntries } from "./entry.ts";
import { compileFields } from "./field.ts";
import { guessLabelFields } from "./guess-label-fields.ts";
import { guessSearch } from "./guess-search.ts";
import { guessSort } from "./guess-sort.ts";
import { listLinks, type Node } from "./link.ts";
import { nameResource } from "./name.ts";
import { explainReadOnly } from "./read-only.ts";
import { compileRelations } from "./relations.ts";
import type { Resource } from "./resource.ts";
import { castOf, type Types } from "./shape.ts";
import { toLabel, toSingular } from "./words.ts";

export interface CompileOptions {
  /** Names of the config's roles. */
  readonly roles?: readonly string[];
  /** A sentence that makes everything read-only: the database isn't to be written. */
  readonly readOnlyBecause?: string;
}

export interface CompiledResources {
  /** In the config's order; of a preview, by schema and name. */
  readonly resources: readonly Resource[];
  /** All of them at once; with any, nothing may start. */
  readonly problems: readonly ConfigProblem[];
  /** What is not as somebody may expect, in sentences, but no reason not to start. */
  readonly notices: readonly string[];
}

/** Turns tables into resources, as the config says, or every table as it is with `null` for a config. */
export function compileResources(
  catalog: Catalog,
  configs: PurserConfig["resources"] | null,
  options: CompileOptions = {},
): CompiledResources {
  const matched = configs === null ? previewEntries(catalog) : matchEntries(catalog, configs);
  const types: Types = new Map(catalog.types.map((type) => [type.oid, type]));
  const drafts = matched.entries.map((entry) => draft(entry, types));
  const nodes = new Map(
    drafts.filter(({ fields }) => fields.length > 0).map((node) => [node.relation.oid, node]),
  );
  const links = listLinks(nodes);
  const related = new Map(
    drafts.map((node) => [node, compileRelations(node, links, node.entry.config.relations)]),
  );
  return {
    resources: [...nodes.values()].map((node) => ({
      ...compileResource(node, catalog, types),
      relations: related.get(node)?.shown ?? [],
      readOnlyBecause:
        options.readOnlyBecause ?? explainReadOnly(node.relation, node.key, catalog, configs ?? {}),
    })),
    problems: [
      ...matched.problems,
      ...drafts.flatMap((node) =>
        checkEntry(node.entry, options.roles ?? [], related.get(node)?.all ?? [], node.fields),
      ),
    ],
    notices: drafts.flatMap((node) => [...listNotices(node, configs !== null)]),
  };
}

function previewEntries(catalog: Catalog): {
  entries: readonly Entry[];
  problems: readonly ConfigProblem[];
} {
  const entries = catalog.relations.map((relation) => ({
    relation,
    config: { access: {} },
    path: "resources",
  }));
  return { entries, problems: [] };
}

interface Draft extends Node {
  readonly entry: Entry;
  readonly key: readonly string[];
}

/** What a resource is on its own, before its neighbours are known. */
function draft(entry: Entry, types: Types): Draft {
  const { relation, config } = entry;
  const visible = relation.columns.filter(
    (column) => column.privileges.select && !isHidden(config.fields, column),
  );
  const wanted = relation.primaryKey?.columns ?? config.key ?? [];
  const key = wanted.every((name) => visible.some((column) => column.name === name)) ? wanted : [];
  return {
    entry,
    relation,
    name: nameResource(relation.schema, relation.name),
    label: config.label ?? toLabel(relation.name),
    key,
    fields: compileFields(relation, visible, key, config.fields ?? {}, types),
  };
}

function compileResource(
  { entry, relation, key, fields, name, label }: Draft,
  catalog: Catalog,
  types: Types,
): Omit<Resource, "relations" | "readOnlyBecause"> {
  const { config } = entry;
  const isField = (candidate: string): boolean => fields.some((field) => field.name === candidate);
  const guessed = guessLabelFields(relation, fields);
  const labelFields = config.recordLabel === undefined ? guessed : [config.recordLabel, ...guessed];
  return {
    name,
    table: { oid: relation.oid, schema: relation.schema, name: relation.name },
    kind: relation.kind,
    label,
    labelOne: config.labelOne ?? toSingular(label),
    group: config.group ?? (relation.schema === "public" ? null : toLabel(relation.schema)),
    help: config.help ?? relation.comment,
    fields,
    key,
    labelFields: [...new Set(labelFields)].filter(isField),
    defaultSort:
      config.defaultSort?.map(parseSort).filter(({ field }) => isField(field)) ??
      guessSort(relation, key, fields),
    search: config.search?.filter(isField) ?? guessSearch(relation, fields),
    estimatedRows: relation.estimatedRows,
    sizeBytes: relation.sizeBytes,
    constraints: compileConstraints(relation, fields, catalog, types),
    columns: relation.columns.map((column) => ({
      name: column.name,
      cast: castOf(column, types),
      generated: column.generated,
      nullable: !column.notNull,
      insertable: column.privileges.insert,
      updatable: column.privileges.update,
    })),
    references: relation.foreignKeys.map(({ columns, target, targetColumns }) => ({
      columns,
      target,
      targetColumns,
    })),
  };
}

function parseSort(text: string): Sort {
  return text.startsWith("-")
    ? { field: text.slice(1), direction: "desc" }
    : { field: text, direction: "asc" };
}

function* listNotices(
  { entry, relation, key, fields }: Draft,
  configured: boolean,
): Generator<string> {
  const table = `"${relation.schema}.${relation.name}"`;
  const denied = relation.columns.filter(
    (column) => !column.privileges.select && !isHidden(entry.config.fields, column),
  );
  if (fields.length === 0) {
    yield `${table} is not shown: Purser's login may read none of its columns.`;
    return;
  }
  if (denied.length > 0) {
    const names = denied.map(({ name }) => `"${name}"`).join(", ");
    yield `${table} is shown without ${names}: Purser's login may not read ${denied.length === 1 ? "it" : "them"}. Grant it with \`purser migrate\`, or hide ${denied.length === 1 ? "it" : "them"} in the config.`;
  }
  const taken = (as: "secret" | "personal") =>
    relation.columns
      .filter((column) => guessOf(entry.config.fields, relation.name, column) === as)
      .map(({ name }) => `"${name}"`)
      .join(", ");
  if (configured && taken("secret") !== "")
    yield `${table} has what look like secrets, which are hidden: ${taken("secret")}. Say \`hidden: true\`, or false, in the config.`;
  if (configured && taken("personal") !== "")
    yield `${table} has what looks personal, which is masked: ${taken("personal")}. Say how with \`mask\`, or \`mask: false\`, in the config.`;
  if (relation.rowSecurity)
    yield `${table} has row-level security, which may hide rows from Purser's login.`;
  if (configured && key.length === 0 && relation.primaryKey === null) {
    yield `${table} has no key: its records have no address, and only its first page can be shown. Of a view, name the identifying columns as \`key\`.`;
  }
}
