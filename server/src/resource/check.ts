import type { FieldSet } from "../config/config.ts";
import { listGrants } from "../config/list-grants.ts";
import { toPathStep } from "../config/path-step.ts";
import type { ConfigProblem } from "../config/problem.ts";
import { isHidden } from "../config/sensitive-column.ts";
import { suggest } from "../config/suggest.ts";
import { checkMasks } from "./check-masks.ts";
import type { Entry } from "./entry.ts";
import { whyNeverWritable } from "./read-only.ts";
import type { Field, Relation } from "./resource.ts";

/** Everything that is wrong with one resource of the config, given the roles and what the table has. */
export function checkEntry(
  entry: Entry,
  roles: readonly string[],
  relations: readonly Relation[],
  fields: readonly Field[],
): readonly ConfigProblem[] {
  return [
    ...checkColumns(entry),
    ...checkAccess(entry, roles),
    ...checkMasks(entry, fields),
    ...checkRelations(entry, relations),
    ...checkKey(entry),
    ...checkPersonal(entry),
    ...checkRecordOthers(entry),
  ];
}

/** Fields that the config names, each with where. */
function* namedFields({ config, path }: Entry): Generator<readonly [name: string, path: string]> {
  for (const [name, field] of Object.entries(config.fields ?? {})) {
    const at = `${path}.fields${toPathStep(name)}`;
    yield [name, at];
    if (field.currency !== undefined && "field" in field.currency) {
      yield [field.currency.field, `${at}.currency.field`];
    }
  }
  if (config.recordLabel !== undefined) yield [config.recordLabel, `${path}.recordLabel`];
  for (const name of config.key ?? []) yield [name, `${path}.key`];
  for (const name of config.search ?? []) yield [name, `${path}.search`];
  for (const name of config.defaultSort ?? [])
    yield [name.replace(/^-/, ""), `${path}.defaultSort`];
  for (const [grant, at] of listGrants(config.access, path)) {
    for (const right of fieldRights) {
      const set = grant[right];
      const [names, step] = set === undefined ? [[], ""] : listNames(set);
      for (const name of names) yield [name, `${at}.${right}${step}`];
    }
  }
}

const fieldRights = ["read", "clear", "reveal", "filter", "sort", "create", "update"] as const;

function listNames(set: FieldSet): readonly [names: readonly string[], step: string] {
  if (set === true) return [[], ""];
  return "except" in set ? [set.except, ".except"] : [set, ""];
}

function* checkColumns(entry: Entry): Generator<ConfigProblem> {
  const { relation, config, path } = entry;
  const columns = relation.columns.map(({ name }) => name);
  for (const [name, at] of namedFields(entry)) {
    const column = relation.columns.find((each) => each.name === name);
    if (!column) {
      yield {
        id: "unknown_column",
        path: at,
        message: `"${relation.name}" has no column "${name}".`,
        hint: suggest(name, columns),
      };
    } else if (isHidden(config.fields, column) && !at.startsWith(`${path}.fields`)) {
      const setting = `${path}.fields${toPathStep(name)}`;
      const isSaid = config.fields?.[name]?.hidden === true;
      // To leave a secret out twice does no harm.
      if (!isSaid && at.endsWith(".except")) continue;
      yield isSaid
        ? {
            id: "hidden_field",
            path: at,
            message: `"${name}" is hidden, so nothing else can use it.`,
            hint: `Leave it out here, or remove \`hidden\` from ${setting}.`,
          }
        : {
            id: "secret_field",
            path: at,
            message: `"${name}" looks like a secret, so it is hidden.`,
            hint: `Leave it out here, or set \`hidden: false\` in ${setting}.`,
          };
    }
  }
}

function* checkAccess(
  { relation, config, path }: Entry,
  roles: readonly string[],
): Generator<ConfigProblem> {
  const why = whyNeverWritable(relation);
  for (const role of Object.keys(config.access)) {
    if (roles.includes(role)) continue;
    yield {
      id: "unknown_role",
      path: `${path}.access${toPathStep(role)}`,
      message: `There is no role "${role}".`,
      hint: suggest(role, roles),
    };
  }
  for (const [grant, at] of listGrants(config.access, path)) {
    for (const right of ["create", "update", "delete"] as const) {
      if (why === null || grant[right] === undefined || grant[right] === false) continue;
      yield {
        id: "not_writable",
        path: `${at}.${right}`,
        message: `"${relation.name}" can't be written: ${why}.`,
        hint: "Grant no more than `read`.",
      };
    }
    for (const right of ["create", "update"] as const) {
      const set = grant[right];
      if (set === undefined || set === true || "except" in set) continue;
      for (const name of set) {
        const column = relation.columns.find((candidate) => candidate.name === name);
        if (!column?.generated && column?.identity !== "always") continue;
        yield {
          id: "generated_field",
          path: `${at}.${right}`,
          message: `"${name}" is filled by PostgreSQL alone.`,
          hint: "Leave it out.",
        };
      }
    }
  }
}

function* checkRelations(
  { relation, config, path }: Entry,
  relations: readonly Relation[],
): Generator<ConfigProblem> {
  const known = relations.map(({ name }) => name);
  for (const name of Object.keys(config.relations ?? {})) {
    if (known.includes(name)) continue;
    yield {
      id: "unknown_relation",
      path: `${path}.relations${toPathStep(name)}`,
      message: `"${relation.name}" has no relation "${name}" to another resource of the config.`,
      hint: suggest(name, known),
    };
  }
}

function* checkKey({ relation, config, path }: Entry): Generator<ConfigProblem> {
  const own = relation.primaryKey?.columns;
  if (config.key === undefined || own === undefined || config.key.join() === own.join()) return;
  yield {
    id: "key_not_needed",
    path: `${path}.key`,
    message: `"${relation.name}" has a primary key: ${own.map((name) => `"${name}"`).join(", ")}.`,
    hint: "Remove `key`: it is for views.",
  };
}

function* checkRecordOthers({ relation, config, path }: Entry): Generator<ConfigProblem> {
  if (config.recordOthers !== true) return;
  if (relation.kind === "table" || relation.kind === "partitionedTable") return;
  yield {
    id: "record_others_without_table",
    path: `${path}.recordOthers`,
    message: `"${relation.name}" is no table of this database, so nothing can record what others write there.`,
    hint: "Set it on the table that the rows come from.",
  };
}

/** What could not be erased: a key, which stands in the log in clear, and what never passes through capture. */
function* checkPersonal({ relation, config, path }: Entry): Generator<ConfigProblem> {
  const isTable = relation.kind === "table" || relation.kind === "partitionedTable";
  for (const [name, field] of Object.entries(config.fields ?? {})) {
    if (field.personal !== true) continue;
    const at = `${path}.fields${toPathStep(name)}.personal`;
    if (!isTable) {
      yield {
        id: "personal_without_table",
        path: at,
        message: `"${relation.name}" is no table of this database, so nothing of it is in the audit log.`,
        hint: "Mark the column of the table that the rows come from.",
      };
    } else if (relation.primaryKey?.columns.includes(name)) {
      yield {
        id: "personal_key",
        path: at,
        message: `"${name}" is part of the primary key, which every line of the audit log names a record by.`,
        hint: "Give the table a key that says nothing about a person.",
      };
    }
  }
}
