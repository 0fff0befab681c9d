import type { RelationConfig } from "../config/config.ts";
import { type Link, listJoins, type Node } from "./link.ts";
import type { Relation } from "./resource.ts";
import { encodeTilde } from "./tilde.ts";
import { toLabel, toSingular, withoutId } from "./words.ts";

/** How a relation may be called: briefly, where that is clear, or saying through which columns. */
interface Title {
  readonly name: string;
  readonly label: string;
}

type Candidate = Omit<Relation, "name" | "label"> & { readonly short: Title; readonly long: Title };

export interface NodeRelations {
  readonly all: readonly Relation[];
  /** Without those that the config hides. */
  readonly shown: readonly Relation[];
}

/**
 * Ways from one resource to the others, and back to itself: to one through its foreign keys, to many
 * through theirs, many to many through tables that only join. Brief names go to a resource's own
 * references first, so that no other table's new reference renames them.
 */
export function compileRelations(
  node: Node,
  links: readonly Link[],
  configs: { readonly [name: string]: RelationConfig } = {},
): NodeRelations {
  const own = links.filter(({ from }) => from === node).map(toOne);
  const others = links.filter(({ to }) => to === node).map(toMany);
  const joined = listJoins(links)
    .filter(({ near }) => near.to === node)
    .map(manyToMany);
  const named: Relation[] = [];
  for (const candidates of [own, others, joined]) named.push(...nameAll(candidates, named));
  const all = named.map((relation) => ({
    ...relation,
    label: configs[relation.name]?.label ?? relation.label,
  }));
  return { all, shown: all.filter(({ name }) => configs[name]?.hidden !== true) };
}

/** The brief name where it is the only one, else the long one, with a number if that is taken too. */
function nameAll(
  candidates: readonly Candidate[],
  named: readonly Relation[],
): readonly Relation[] {
  const taken = new Set(named.map(({ name }) => name));
  const rivals = Map.groupBy(candidates, ({ short }) => encodeTilde(short.name));
  return candidates.map(({ short, long, ...relation }) => {
    const brief = encodeTilde(short.name);
    const title = rivals.get(brief)?.length === 1 && !taken.has(brief) ? short : long;
    const wanted = encodeTilde(title.name);
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}_${number}`;
    taken.add(name);
    return { ...relation, name, label: title.label };
  });
}

function toOne({ key, to }: Link): Candidate {
  const [only] = key.columns;
  const name =
    key.columns.length === 1 && only !== undefined ? withoutId(only) : toSingular(to.relation.name);
  return {
    short: { name, label: toLabel(name) },
    long: {
      name: `${name}_by_${listColumns(key.columns)}`,
      label: `${toLabel(name)} ${inBrackets(key.columns)}`,
    },
    kind: "toOne",
    target: to.name,
    fields: key.columns,
    targetFields: key.targetColumns,
    through: null,
    onDelete: null,
  };
}

function toMany({ from, key }: Link): Candidate {
  const { name } = from.relation;
  return {
    short: { name, label: from.label },
    long: {
      name: `${name}_by_${listColumns(key.columns)}`,
      label: `${from.label} ${inBrackets(key.columns)}`,
    },
    kind: "toMany",
    target: from.name,
    fields: key.targetColumns,
    targetFields: key.columns,
    through: null,
    onDelete: key.onDelete === "noAction" ? "restrict" : key.onDelete,
  };
}

function manyToMany({ near, far }: { readonly near: Link; readonly far: Link }): Candidate {
  const { name } = far.to.relation;
  const long = {
    name: `${name}_by_${listColumns(near.key.columns)}_of_${near.from.relation.name}`,
    label: `${far.to.label} ${inBrackets(near.key.columns)}`,
  };
  return {
    // From a table to itself, the two directions differ in nothing but the columns.
    short: far.to === near.to ? long : { name, label: far.to.label },
    long,
    kind: "manyToMany",
    target: far.to.name,
    fields: near.key.targetColumns,
    targetFields: far.key.targetColumns,
    through: { resource: near.from.name, nearFields: near.key.columns, farFields: far.key.columns },
    onDelete: null,
  };
}

function listColumns(columns: readonly string[]): string {
  return columns.map(withoutId).join("_");
}

function inBrackets(columns: readonly string[]): string {
  return `(${columns.map((column) => toLabel(withoutId(column)).toLowerCase()).join(", ")})`;
}
