import type { Catalog, Relation } from "../catalog/catalog.ts";
import { committedColumns } from "../config/committed-columns.ts";
import type { PurserConfig, SubjectConfig } from "../config/config.ts";
import { toPathStep } from "../config/path-step.ts";
import type { ConfigProblem } from "../config/problem.ts";
import { resourceEntry } from "../config/resource-entry.ts";
import { suggest } from "../config/suggest.ts";

/** A table that holds rows of a subject, and how those are found. */
export interface SubjectTable {
  readonly schema: string;
  readonly name: string;
  /** Primary-key columns. */
  readonly key: readonly string[];
  /** The column that holds the key of a row of another such table; null of the subject's own table. */
  readonly link: {
    readonly column: string;
    /** For a cast in SQL. */
    readonly type: string;
    readonly to: SubjectTable;
  } | null;
}

export interface Subject {
  readonly name: string;
  readonly table: SubjectTable;
  /** All that hold its rows, its own first. */
  readonly tables: readonly SubjectTable[];
}

/** Finds the tables and columns that the config's subjects name. With any problem, nothing may be erased. */
export function compileSubjects(
  catalog: Catalog,
  { subjects = {}, resources }: Pick<PurserConfig, "subjects" | "resources">,
): { readonly subjects: readonly Subject[]; readonly problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = [];
  const compiled = Object.entries(subjects).flatMap(([name, config]) => {
    const path = `subjects${toPathStep(name)}`;
    const found = compileSubject(catalog, resources, config, path, problems);
    return found ? [{ name, ...found }] : [];
  });
  return { subjects: compiled, problems };
}

function compileSubject(
  catalog: Catalog,
  resources: PurserConfig["resources"],
  { resource, paths = [] }: SubjectConfig,
  at: string,
  problems: ConfigProblem[],
): Omit<Subject, "name"> | null {
  const tableOf = (name: string, path: string) => {
    const relation = findTable(catalog, resources, name);
    if (!relation)
      problems.push({
        id: "unknown_table",
        path,
        message: `There is no table "${name}" with a primary key among the resources.`,
        hint: suggest(name, Object.keys(resources)),
      });
    return relation;
  };
  const root = tableOf(resource, `${at}.resource`);
  if (!root) return null;
  const own = subjectTable(root, null);
  const others = paths.flatMap((steps, index) => {
    const table = follow(steps, own, `${at}.paths[${index}]`);
    return table ? [table] : [];
  });
  return { table: own, tables: [own, ...others] };

  /** From the subject outwards, the last step first. */
  function follow(steps: readonly string[], to: SubjectTable, path: string): SubjectTable | null {
    const [name = "", column = ""] = steps.slice(-2);
    const relation = tableOf(name, path);
    if (!relation) return null;
    const problem = checkLink(relation, column, to, resources);
    if (problem) {
      problems.push({ ...problem, path });
      return null;
    }
    const type = relation.columns.find((each) => each.name === column)?.type ?? "text";
    const table = subjectTable(relation, { column, type, to });
    return steps.length > 2 ? follow(steps.slice(0, -2), table, path) : table;
  }
}

function subjectTable(
  { schema, name, primaryKey }: Relation,
  link: SubjectTable["link"],
): SubjectTable {
  return { schema, name, key: primaryKey?.columns ?? [], link };
}

function findTable(
  catalog: Catalog,
  resources: PurserConfig["resources"],
  name: string,
): Relation | undefined {
  const names = (relation: Relation) =>
    relation.schema === "public"
      ? [relation.name, `public.${relation.name}`]
      : [`${relation.schema}.${relation.name}`];
  return catalog.relations.find(
    (relation) =>
      names(relation).includes(name) &&
      relation.primaryKey !== null &&
      resourceEntry(resources, relation) !== undefined,
  );
}

function checkLink(
  relation: Relation,
  column: string,
  to: SubjectTable,
  resources: PurserConfig["resources"],
): Omit<ConfigProblem, "path"> | null {
  const columns = relation.columns.map(({ name }) => name);
  if (!columns.includes(column))
    return {
      id: "unknown_column",
      message: `"${relation.name}" has no column "${column}".`,
      hint: suggest(column, columns),
    };
  if (to.key.length !== 1)
    return {
      id: "path_to_composite_key",
      message: `"${to.name}" has a primary key of ${to.key.length} columns, which one column cannot hold.`,
      hint: "Lead the path over a table whose key is one column.",
    };
  if (committedColumns(resources, relation).includes(column))
    return {
      id: "personal_path",
      message: `"${column}" is personal or hidden, so nothing can be found by it in the audit log.`,
      hint: "Remove `personal` or `hidden` there: a key should say nothing about a person.",
    };
  return null;
}
