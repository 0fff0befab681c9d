import type { ForeignKey, Relation } from "../catalog/catalog.ts";
import type { Field } from "./resource.ts";

/** A resource as far as its neighbours need it. */
export interface Node {
  readonly relation: Relation;
  readonly name: string;
  readonly label: string;
  readonly fields: readonly Field[];
}

/** A foreign key whose both ends are shown, all their fields included. */
export interface Link {
  readonly from: Node;
  readonly key: ForeignKey;
  readonly to: Node;
}

/** Every link between the nodes. Of several keys with the same columns and target, the first counts. */
export function listLinks(nodes: ReadonlyMap<number, Node>): readonly Link[] {
  return [...nodes.values()].flatMap((from) => {
    const seen = new Set<string>();
    return from.relation.foreignKeys.flatMap((key): readonly Link[] => {
      const to = nodes.get(key.target);
      const identity = JSON.stringify([key.target, key.columns, key.targetColumns]);
      if (to === undefined || seen.has(identity)) return [];
      if (!hasFields(from, key.columns) || !hasFields(to, key.targetColumns)) return [];
      seen.add(identity);
      return [{ from, key, to }];
    });
  });
}

function hasFields(node: Node, names: readonly string[]): boolean {
  return names.every((name) => node.fields.some((field) => field.name === name));
}

/**
 * The links of each table whose primary key is exactly two of them, in both directions: such a table
 * only joins two others.
 */
export function listJoins(
  links: readonly Link[],
): readonly { readonly near: Link; readonly far: Link }[] {
  return [...Map.groupBy(links, ({ from }) => from)].flatMap(([join, own]) => {
    const primary = join.relation.primaryKey?.columns ?? [];
    const [one, two, more] = own.filter(({ key }) =>
      key.columns.every((column) => primary.includes(column)),
    );
    if (one === undefined || two === undefined || more !== undefined) return [];
    const columns = [...one.key.columns, ...two.key.columns];
    if (columns.length !== primary.length || new Set(columns).size !== primary.length) return [];
    return [
      { near: one, far: two },
      { near: two, far: one },
    ];
  });
}
