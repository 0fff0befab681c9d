import type { Connection, Database } from "../database/database.ts";
import { type CaptureRow, capturesSql } from "./captures.ts";
import type { Catalog, Relation } from "./catalog.ts";
import { type ColumnRow, columnsSql } from "./columns.ts";
import {
  type CheckRow,
  checksSql,
  type ForeignKeyRow,
  foreignKeysSql,
  type KeyRow,
  keysSql,
} from "./constraints.ts";
import { type IndexRow, indexesSql } from "./indexes.ts";
import { compileColumn, compileTypes } from "./modified-type.ts";
import { readRows } from "./read-rows.ts";
import { type RelationRow, relationsSql } from "./relations.ts";
import { type TypeRow, typesSql } from "./types.ts";

/**
 * Reads what PostgreSQL has, as the login sees it, in one snapshot and a fixed number of queries.
 * The connection's settings are as before afterwards; faults are the driver's errors.
 */
export function readCatalog(database: Pick<Database, "transaction">): Promise<Catalog> {
  return database.transaction(async (connection) => {
    await connection.run({
      text: "set transaction isolation level repeatable read, read only",
      values: [],
    });
    // Every name outside pg_catalog is then printed with its schema, whatever the login's own path.
    await connection.run({ text: "set local search_path = pg_catalog, pg_temp", values: [] });
    return readSnapshot(connection);
  });
}

async function readSnapshot(connection: Connection): Promise<Catalog> {
  const [server] = await readRows<{ version: number }>(
    connection,
    "select current_setting('server_version_num')::int4 as version",
  );
  const types = compileTypes(await readRows<TypeRow>(connection, typesSql));
  const relations = await readRows<RelationRow>(connection, relationsSql);
  const columns = groupByRelation(await readRows<ColumnRow>(connection, columnsSql));
  const primaryKeys = groupByRelation(await readRows<KeyRow>(connection, keysSql("p")));
  const uniqueKeys = groupByRelation(await readRows<KeyRow>(connection, keysSql("u")));
  const foreignKeys = groupByRelation(await readRows<ForeignKeyRow>(connection, foreignKeysSql));
  const checks = groupByRelation(await readRows<CheckRow>(connection, checksSql));
  const indexes = groupByRelation(await readRows<IndexRow>(connection, indexesSql));
  const captures = groupByRelation(await readRows<CaptureRow>(connection, capturesSql));

  return {
    serverVersion: server?.version ?? 0,
    types: [...types.values()],
    relations: relations.map(
      (relation): Relation => ({
        ...relation,
        columns: columns(relation.oid).map((column) => compileColumn(column, types)),
        primaryKey: primaryKeys(relation.oid)[0] ?? null,
        uniqueKeys: uniqueKeys(relation.oid),
        foreignKeys: foreignKeys(relation.oid),
        checks: checks(relation.oid),
        indexes: indexes(relation.oid),
        capture: captures(relation.oid)[0] ?? null,
      }),
    ),
  };
}

type Owned = { readonly relation: number };

/** Takes rows apart by the relation they belong to, which they then no longer carry. */
function groupByRelation<Row extends Owned>(
  rows: readonly Row[],
): (relation: number) => readonly Omit<Row, "relation">[] {
  const groups = new Map<number, Omit<Row, "relation">[]>();
  for (const { relation, ...row } of rows) {
    const group = groups.get(relation);
    if (group === undefined) groups.set(relation, [row]);
    else group.push(row);
  }
  return (relation) => groups.get(relation) ?? [];
}
