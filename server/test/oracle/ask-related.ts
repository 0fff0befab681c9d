import fc from "fast-check";
import type { RelationDescription } from "../../src/contract/index.ts";
import { defineAsking, pick } from "./asking.ts";
import type { ListDrawn } from "./draw-list.ts";
import { listDraw, resolveList } from "./draw-list.ts";
import { addressedRights, findVisible, listRows } from "./model-read.ts";
import type { Rights } from "./model-rights.ts";
import { rightsOn } from "./model-rights.ts";
import type { Theatre } from "./theatre.ts";
import { isUnknownSeal, momentOf, pathKey, pickKey, pickTable } from "./theatre.ts";
import { isRows, walk } from "./walk-list.ts";
import type { Row, Table } from "./world.ts";
import { rowsOf } from "./world.ts";

export const related = defineAsking({
  draw: fc.record({ table: pick, key: pick, relation: pick, next: pick, list: listDraw }),
  play: async (theatre, asked) => {
    const table = pickDeparture(theatre, asked.table, asked.relation);
    const key = pickKey(theatre, table, asked.key);
    const target = await follow(theatre, table, key, asked.relation, asked.list);
    // Two hops: from a record that the first one led to.
    if (target === null || theatre.parted) return;
    const [row] = target.rows;
    if (row) {
      const next = target.table.key.map((name) => row[name] ?? "");
      await follow(theatre, target.table, next, asked.next, asked.list);
    }
  },
});

/** Mostly a table that a way leads from which the viewer has. */
function pickDeparture(theatre: Theatre, asked: number, pickRelation: number): Table {
  const departures = theatre.world.tables.filter((table) =>
    theatre.relations.get(table.name)?.some((each) => isKnownRelation(theatre, table, each)),
  );
  const departure = departures[asked % Math.max(departures.length, 1)];
  return pickRelation % 4 > 0 && departure ? departure : pickTable(theatre, asked);
}

async function follow(
  theatre: Theatre,
  table: Table,
  key: readonly string[],
  pickRelation: number,
  drawn: ListDrawn,
): Promise<{ readonly table: Table; readonly rows: readonly Row[] } | null> {
  const { world } = theatre;
  const relations = theatre.relations.get(table.name) ?? [];
  const known = relations.filter((each) => isKnownRelation(theatre, table, each));
  // Mostly a way that the viewer has.
  const among = pickRelation % 4 > 0 && known.length > 0 ? known : relations;
  const relation = among[Math.floor(pickRelation / 4) % (among.length + (among === known ? 0 : 1))];
  const name = relation?.name ?? "no_such_relation";
  const path = `/api/resources/${table.name}/records/${pathKey(theatre, table, key)}/related/${name}`;
  const moment = momentOf(theatre);
  const near = addressedRights(moment, table.name);
  const target = relation ? rightsOn(world, world.viewer, relation.resource) : null;
  const resolved = resolveList(theatre, target?.table ?? table, drawn);
  const refuse = async (refused: "not_found" | "invalid_key") => {
    await walk(theatre, "record.related", path, null, resolved, { refused });
    return null;
  };
  if ("refused" in near) return refuse("not_found");
  if (isUnknownSeal(theatre, table, key)) return refuse("invalid_key");
  if (relation === undefined || target === null || !isKnownRelation(theatre, table, relation))
    return refuse("not_found");
  const link = relation.through === null ? null : rightsOn(world, world.viewer, relation.through);
  const listed = listRows(moment, target, {
    ...resolved,
    fields: resolved.fields?.length ? resolved.fields : null,
  });
  const start = findVisible(moment, near, key);
  if (isRows(listed) && !start) return refuse("not_found");
  const rows = isRows(listed)
    ? listed.filter(
        (row) => start && isRelated(theatre, { relation, link, near: table }, start, row),
      )
    : listed;
  await walk(theatre, "record.related", path, target, resolved, rows as readonly Row[]);
  return isRows(rows) ? { table: target.table, rows } : null;
}

/** Whether the viewer may follow a relation: whatever it is made of is clear to them everywhere. */
export function isKnownRelation(
  { world }: Theatre,
  table: Table,
  relation: RelationDescription,
): boolean {
  const isClear = (name: string, columns: (rights: Rights) => readonly string[]) => {
    const rights = rightsOn(world, world.viewer, name);
    return (
      rights !== null &&
      columns(rights).every((each) =>
        rights.readable.some((column) => column.name === each && rights.isAlwaysClear(column)),
      )
    );
  };
  return (
    isClear(table.name, () => relation.fields) &&
    isClear(relation.resource, () => relation.targetFields) &&
    (relation.through === null ||
      isClear(relation.through, (link) => joinColumns(link, table.name, relation.resource).flat()))
  );
}

/** The join table's columns that point to the one and to the other end. */
function joinColumns(
  link: Rights | null,
  near: string,
  far: string,
): readonly [near: readonly string[], far: readonly string[]] {
  const columnsTo = (target: string) =>
    link?.table.references.find((each) => each.target === target)?.columns ?? [];
  return [columnsTo(near), columnsTo(far)];
}

function isRelated(
  { now }: Theatre,
  way: {
    readonly relation: {
      readonly fields: readonly string[];
      readonly targetFields: readonly string[];
      readonly resource: string;
    };
    readonly link: Rights | null;
    readonly near: Table;
  },
  start: Row,
  row: Row,
): boolean {
  const { relation, link, near } = way;
  const equal = (one: Row, names: readonly string[], other: Row, others: readonly string[]) =>
    names.every((name, index) => {
      const value = one[name] ?? null;
      return value !== null && value === other[others[index] ?? ""];
    });
  if (link === null) return equal(row, relation.targetFields, start, relation.fields);
  const [nearColumns, farColumns] = joinColumns(link, near.name, relation.resource);
  return rowsOf(now, link.table.name).some(
    (joined) =>
      link.isVisible(joined) &&
      equal(joined, nearColumns, start, relation.fields) &&
      equal(joined, farColumns, row, relation.targetFields),
  );
}
