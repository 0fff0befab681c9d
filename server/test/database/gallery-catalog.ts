import type { Catalog, Relation } from "../../src/catalog/catalog.ts";
import { readCatalog } from "../../src/catalog/read.ts";
import { openDatabase } from "../../src/database/database.ts";

export async function readCatalogFrom(url: string): Promise<Catalog> {
  const database = openDatabase({ url, connections: 1 });
  try {
    return await readCatalog(database);
  } finally {
    await database.end();
  }
}

export function findRelation(catalog: Catalog, schema: string, name: string): Relation {
  const relation = catalog.relations.find((one) => one.schema === schema && one.name === name);
  if (relation === undefined) throw new Error(`no relation ${schema}.${name}`);
  return relation;
}
