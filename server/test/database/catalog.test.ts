import { afterAll, beforeAll, expect, test } from "vitest";
import type { Catalog, Relation } from "../../src/catalog/catalog.ts";
import { readCatalog } from "../../src/catalog/read.ts";
import { openDatabase } from "../../src/database/database.ts";
import { gallery } from "../gallery/gallery.ts";
import { createTestDatabase, type TestDatabase, withEachServer } from "../support/postgres.ts";

export async function readFrom(url: string): Promise<Catalog> {
  const database = openDatabase({ url, connections: 1 });
  try {
    return await readCatalog(database);
  } finally {
    await database.end();
  }
}
withEachServer((server) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await createTestDatabase({ server, template: gallery });
  });
  afterAll(() => db.drop());
  test("x", async () => {
    const c = await readFrom(db.superuserUrl);
    const { writeFile } = await import("node:fs/promises");
    await writeFile(`/tmp/catalog-${server.version}.json`, JSON.stringify(c, null, 1));
  });
});
