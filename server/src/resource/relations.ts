import type { Relation as CatalogRelation, ForeignKey } from "../catalog/catalog.ts";
import type { RelationConfig } from "../config/config.ts";
import type { Field, Relation } from "./resource.ts";
import { encodeTilde } from "./tilde.ts";
import { toLabel, toSingular, withoutId } from "./words.ts";

/** A resource as far as its neighbours need it. */
export interface Node {
  readonly relation: CatalogRelation;
  readonly name: string;
  readonly label: string;
  readonly fields: readonly Field[];
}

/** A relation with the two names it could go by: the short one, and one that says through which columns. */
interface Candidate extends Omit<Relation, "name" | "label"> {
  readonly short: string;
  readonly long: string;
  readonly label: string;
  readonly labelLong: string;
}

/**
 * Ways from one resource to the others, and back to itself: to one through its foreign keys, to many
 * through theirs, many to many through tables whose primary key is exactly two of them. Fields and
 * resources that aren't shown make no way.
 */
export function compileRelations(
  node: Node,
  nodes: ReadonlyMap<number, Node>,
  configs: { readonly [name: string]: RelationConfig } = {},
): { readonly all: readonly Relation[]; readonly shown: readonly Relation[] } {
  const candidates = [...toOne(node, nodes), ...toMany(node, nodes), ...manyToMany(node, nodes)];
  const all = nameAll(candidates).map((relation) => ({
    ...relation,
    label: configs[relation.name]?.label ?? relation.label,
  }));
  return { all, shown: all.filter(({ name }) => configs[name]?.hidden !== true) };
}

/** A short name where it is alone, else the long one, else that with a number: the same every time. */
function nameAll(candidates: readonly Candidate[]): readonly Relation[] {
  const shorts = Map.groupBy(candidates, ({ short }) => short);
  const taken = new Map<string, number>();
  return candidates.map(({ short, long, label, labelLong, ...relation }) => {
    const alone = shorts.get(short)?.length === 1;
    const wanted = alone ? short : long;
    const count = (taken.get(wanted) ?? 0) + 1;
    taken.set(wanted, count);
    return {
      ...relation,
      name: encodeTilde(count === 1 ? wanted : `${wanted}_${count}`),
      label: alone ? label : labelLong,
    };
  });
}

function toOne(node: Node, nodes: ReadonlyMap<number, Node>): readonly Candidate[] {
  return usableKeys(node, nodes).map(({ key, target }) => {
    const named =
      key.columns.length === 1 ? withoutId(key.columns[0] ?? "") : toSingular(target.relation.name);
    const long = `${named}_by_${key.columns.join("_")}`;
    return {
      short: named,
      long,
      label: toLabel(named),
      labelLong: toLabel(long),
      kind: "toOne",
      target: target.name,
      fields: key.columns,
      targetFields: key.targetColumns,
      through: null,
      onDelete: null,
    };
  });
}

function toMany(node: Node, nodes: ReadonlyMap<number, Node>): readonly Candidate[] {
  return [...nodes.values()].flatMap((other) =>
    usableKeys(other, nodes)
      .filter(({ target }) => target === node)
      .map(({ key }): Candidate => {
        const by = key.columns.map(withoutId).join("_");
        return {
          short: other.relation.name,
          long: `${other.relation.name}_by_${by}`,
          label: other.label,
          labelLong: `${other.label} (${toLabel(by).toLowerCase()})`,
          kind: "toMany",
          target: other.name,
          fields: key.targetColumns,
          targetFields: key.columns,
          through: null,
          onDelete: key.onDelete === "noAction" ? "restrict" : key.onDelete,
        };
      }),
  );
}

function manyToMany(node: Node, nodes: ReadonlyMap<number, Node>): readonly Candidate[] {
  return [...nodes.values()].flatMap((join) =>
    listSides(join, nodes)
      .filter(({ near }) => near.target === node)
      .map(({ near, far }): Candidate => {
        const long = `${far.target.relation.name}_through_${join.relation.name}_by_${near.key.columns.map(withoutId).join("_")}`;
        return {
          short: far.target === node ? long : far.target.relation.name,
          long,
          label: far.target.label,
          labelLong: `${far.target.label} (${join.label.toLowerCase()})`,
          kind: "manyToMany",
          target: far.target.name,
          fields: near.key.targetColumns,
          targetFields: far.key.targetColumns,
          through: {
            resource: join.name,
            nearFields: near.key.columns,
            farFields: far.key.columns,
          },
          onDelete: null,
        };
      }),
  );
}

interface UsableKey {
  readonly key: ForeignKey;
  readonly target: Node;
}

/** A join table read from either side; nothing of any other table. */
function listSides(
  join: Node,
  nodes: ReadonlyMap<number, Node>,
): readonly { readonly near: UsableKey; readonly far: UsableKey }[] {
  const primary = join.relation.primaryKey?.columns ?? [];
  const [one, two, more] = usableKeys(join, nodes).filter(({ key }) =>
    key.columns.every((column) => primary.includes(column)),
  );
  if (one === undefined || two === undefined || more !== undefined) return [];
  const columns = [...one.key.columns, ...two.key.columns];
  if (columns.length !== primary.length || new Set(columns).size !== primary.length) return [];
  return [
    { near: one, far: two },
    { near: two, far: one },
  ];
}

/** Foreign keys whose both ends are shown; of several with the same columns and target, the first. */
function usableKeys(node: Node, nodes: ReadonlyMap<number, Node>): readonly UsableKey[] {
  const seen = new Set<string>();
  return node.relation.foreignKeys.flatMap((key) => {
    const target = nodes.get(key.target);
    const identity = JSON.stringify([key.target, key.columns, key.targetColumns]);
    if (target === undefined || seen.has(identity)) return [];
    if (!hasFields(node, key.columns) || !hasFields(target, key.targetColumns)) return [];
    seen.add(identity);
    return [{ key, target }];
  });
}

function hasFields(node: Node, names: readonly string[]): boolean {
  return names.every((name) => node.fields.some((field) => field.name === name));
}
