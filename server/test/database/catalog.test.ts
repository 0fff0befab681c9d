import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Catalog, Relation } from "../../src/catalog/catalog.ts";
import { readCatalog } from "../../src/catalog/read.ts";
import { openDatabase } from "../../src/database/database.ts";
import { gallery } from "../gallery/gallery.ts";
import { createTestDatabase, type TestDatabase, withEachServer } from "../support/postgres.ts";
import { findRelation, readCatalogFrom } from "./gallery-catalog.ts";

withEachServer((server) => {
  let home: TestDatabase;
  let catalog: Catalog;
  const find = (schema: string, name: string): Relation => findRelation(catalog, schema, name);
  const columnOf = (relation: Relation, name: string) =>
    relation.columns.find((column) => column.name === name);

  beforeAll(async () => {
    home = await createTestDatabase({ server, template: gallery });
    catalog = await readCatalogFrom(home.superuserUrl);
  });
  afterAll(() => home.drop());

  async function asSuperuser(sql: string): Promise<void> {
    const client = new pg.Client(home.superuserUrl);
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  test("the server says which it is", () => {
    expect(Math.floor(catalog.serverVersion / 10_000)).toBe(server.version);
  });

  test("a hundred tables and more, and nothing of PostgreSQL's own", () => {
    expect(catalog.relations.filter(({ schema }) => schema === "many")).toHaveLength(120);
    const schemas = new Set(catalog.relations.map(({ schema }) => schema));
    expect([...schemas].filter((name) => /^pg_|^information_schema$|^purser$/.test(name))).toEqual(
      [],
    );
  });

  test("names are as stored, never quoted", () => {
    expect(find("public", 'a "quoted" name').columns.map(({ name }) => name)).toEqual([
      'the "id"',
      "it's; drop table x --",
      "with.dot",
      "per%cent $1 :name ?",
      "back\\slash",
      "line\nbreak",
      "<script>alert(1)</script>",
    ]);
    expect(find('odd schema.with "dots"', "Größe 表 🚢").primaryKey?.columns).toEqual(["Ключ"]);
    const long = find("public", "a123456789_123456789_123456789_123456789_123456789_123456789_12");
    expect(long.columns.map(({ name }) => Buffer.byteLength(name))).toEqual([63, 62]);
    expect(find("public", "no_columns").columns).toEqual([]);
    expect(find("public", "one_dropped_column").columns.map(({ name }) => name)).toEqual([
      "id",
      "kept",
    ]);
  });

  test("kinds", () => {
    expect(find("sales", "open_sale").kind).toBe("view");
    expect(find("sales", "sale_count").kind).toBe("materializedView");
    expect(find("sales", "elsewhere").kind).toBe("foreignTable");
    expect(find("parts", "event").kind).toBe("partitionedTable");
    expect(find("public", "unlogged_one").kind).toBe("table");
    expect(find("public", "secured").rowSecurity).toBe(true);
  });

  test("columns: modifiers, domains, defaults, identity, generated", () => {
    const everything = find("types", "everything");
    expect(columnOf(everything, "f_numeric_12_2")).toMatchObject({
      type: "numeric(12,2)",
      precision: 12,
      scale: 2,
      maxLength: null,
    });
    expect(columnOf(everything, "f_numeric_4_minus2")).toMatchObject({ precision: 4, scale: -2 });
    expect(columnOf(everything, "f_varchars")).toMatchObject({
      type: "character varying(5)[]",
      maxLength: 5,
    });
    expect(columnOf(everything, "f_mood")).toMatchObject({ type: "types.mood", notNull: false });
    // By way of its domain.
    expect(columnOf(everything, "f_small")).toMatchObject({
      type: "types.small_positive",
      notNull: true,
      default: "1",
    });
    expect(columnOf(everything, "f_amount")).toMatchObject({ default: "0", precision: null });
    expect(columnOf(find("types", "filled"), "id")).toMatchObject({
      identity: "always",
      default: null,
      notNull: true,
    });
    expect(columnOf(find("types", "filled"), "by_default")).toMatchObject({
      identity: "byDefault",
    });
    expect(columnOf(find("types", "filled"), "doubled")).toMatchObject({
      generated: true,
      default: null,
    });
    expect(columnOf(find("types", "filled"), "computed")).toMatchObject({
      default: "now()",
      generated: false,
    });
    expect(columnOf(find("people", "person"), "email")?.comment).toBe("Where to write to");
    expect(find("people", "person").comment).toBe("Everybody we know");
  });

  test("types: enums in order, domains over domains, what arrays and ranges are of", () => {
    const byName = (name: string) => catalog.types.find((type) => type.name === name);
    const byOid = (oid: number | null | undefined) =>
      catalog.types.find((type) => type.oid === oid);
    expect(byName("mood")?.labels).toEqual([
      "sad",
      "so, so",
      'it\'s "fine"',
      "{}",
      "back\\slash",
      "",
      " ",
      "NULL",
    ]);
    const small = byName("small_positive");
    expect(small).toMatchObject({
      kind: "domain",
      cast: "types.small_positive",
      domain: { notNull: true },
    });
    expect(small?.domain?.checks).toMatchObject([{ name: "below_ten" }]);
    expect(byOid(small?.of)?.name).toBe("positive");
    expect(byOid(byOid(small?.of)?.of)).toMatchObject({ name: "int4", cast: "integer" });
    expect(byName("money_amount")?.domain).toMatchObject({ precision: 12, scale: 2 });
    expect(byName("short_code")?.domain).toMatchObject({ maxLength: 8 });
    expect(byOid(byName("_mood")?.of)?.name).toBe("mood");
    expect(byOid(byName("int4multirange")?.of)?.name).toBe("int4range");
    expect(byOid(byName("float_range")?.of)?.name).toBe("float8");
    expect(byName("point3")?.kind).toBe("composite");
    // Fixed-length types with elements are no arrays.
    expect(byName("name")).toMatchObject({ kind: "base", of: null });
    // With a length implied, `char` would cut and `bit` too.
    expect(byName("bpchar")?.cast).toBe("bpchar");
    expect(byName("bit")?.cast).toBe('"bit"');
  });

  test("keys and references", () => {
    const sale = find("sales", "sale");
    expect(sale.uniqueKeys).toEqual([
      { name: "sale_once", columns: ["country", "code"], deferrable: true, comment: null },
    ]);
    expect(find("sales", "region").primaryKey?.columns).toEqual(["country", "code"]);
    expect(sale.foreignKeys).toEqual([
      {
        name: "sale_buyer_id_fkey",
        columns: ["buyer_id"],
        target: find("people", "person").oid,
        targetColumns: ["id"],
        onDelete: "noAction",
        onUpdate: "noAction",
        deferrable: true,
        comment: null,
      },
      {
        name: "sale_region",
        columns: ["country", "region_code"],
        target: find("sales", "region").oid,
        targetColumns: ["country", "code"],
        onDelete: "cascade",
        onUpdate: "noAction",
        deferrable: false,
        comment: "Choose a region of the country.",
      },
      {
        name: "sale_seller_id_fkey",
        columns: ["seller_id"],
        target: find("people", "person").oid,
        targetColumns: ["id"],
        onDelete: "restrict",
        onUpdate: "cascade",
        deferrable: false,
        comment: null,
      },
    ]);
    expect(find("public", "hen").foreignKeys[0]?.onDelete).toBe("setDefault");
    expect(find("people", "person").foreignKeys).toMatchObject([
      { onDelete: "setNull", target: find("people", "person").oid },
    ]);
    expect(find("people", "alias").foreignKeys).toMatchObject([{ targetColumns: ["email"] }]);
  });

  test("checks name their columns", () => {
    expect(find("sales", "sale").checks.find(({ name }) => name === "sale_period")).toEqual({
      name: "sale_period",
      expression: "(ends_on > starts_on)",
      columns: expect.arrayContaining(["ends_on", "starts_on"]),
      comment: null,
    });
  });

  test("indexes", () => {
    const { indexes } = find("indexed", "article");
    const index = (name: string) => indexes.find((one) => one.name === name);
    expect(index("article_title")).toMatchObject({
      unique: true,
      columns: [{ column: null, expression: "lower(title)" }],
    });
    expect(index("article_title_prefix")?.columns[0]).toMatchObject({
      column: "title",
      operatorClass: "text_pattern_ops",
    });
    expect(index("article_body_trigram")).toMatchObject({
      method: "gin",
      columns: [{ operatorClass: "gin_trgm_ops" }],
    });
    expect(index("article_live")).toMatchObject({
      predicate: "(deleted_at IS NULL)",
      columns: [{ column: "score", descending: true, nullsFirst: false }],
    });
    // What an index only carries is none of its columns.
    expect(index("article_created")?.columns.map(({ column }) => column)).toEqual([
      "created_at",
      "id",
    ]);
    // Under another collation it serves no plain comparison.
    expect(index("article_other")?.columns[0]?.column).toBeNull();
    expect(index("article_code")?.columns[0]?.column).toBe("code");
    expect(columnOf(find("indexed", "article"), "code")?.collation).toBe("C");
  });

  describe("partitions", () => {
    test("one relation stands for them, with their rows and bytes", () => {
      expect(
        catalog.relations.filter(({ schema }) => schema === "parts").map(({ name }) => name),
      ).toEqual(["empty_root", "event", "hashed", "remark", "remark_2025"]);
      expect(find("parts", "event").estimatedRows).toBe(500);
      expect(find("parts", "event").sizeBytes).toBeGreaterThan(3 * 8192);
      expect(find("parts", "empty_root")).toMatchObject({
        estimatedRows: 0,
        sizeBytes: 0,
        primaryKey: null,
      });
    });

    test("a reference to a partition is one to its root", () => {
      expect(find("parts", "remark_2025").foreignKeys).toMatchObject([
        { target: find("parts", "event").oid, targetColumns: ["id", "at", "kind"] },
      ]);
      expect(find("parts", "remark").foreignKeys).toHaveLength(1);
    });
  });

  test("estimates are unknown rather than wrong", () => {
    expect(find("sales", "elsewhere").estimatedRows).toBeNull();
    expect(find("sales", "open_sale").estimatedRows).toBeNull();
    expect(find("public", "without_key").estimatedRows).toBe(2);
    // Its own row and the inherited one.
    expect(find("public", "parent_table").estimatedRows).toBe(2);
  });

  test("a login without rights sees what there is, and that it may nothing", async () => {
    const seen = await readCatalogFrom(home.url);
    expect(seen.relations.map(({ oid }) => oid)).toEqual(catalog.relations.map(({ oid }) => oid));
    for (const relation of seen.relations) {
      expect(relation.privileges).toEqual({ insert: false, delete: false });
      expect(
        relation.columns.filter(({ privileges }) => privileges.select || privileges.update),
      ).toEqual([]);
    }
  });

  test("a grant on columns counts only with the schema's", async () => {
    const login = new URL(home.url).username;
    await asSuperuser(`grant select (email), update (email) on people.person to ${login}`);
    const rights = async () =>
      columnOf(findRelation(await readCatalogFrom(home.url), "people", "person"), "email")
        ?.privileges;
    expect(await rights()).toEqual({ select: false, insert: false, update: false });
    await asSuperuser(`grant usage on schema people to ${login}`);
    expect(await rights()).toEqual({ select: true, insert: false, update: true });
  });

  test("nothing is changed: not a setting of the connection either", async () => {
    const database = openDatabase({ url: home.superuserUrl, connections: 1 });
    const settings = async () =>
      (
        await database.run({
          text: "select name, setting from pg_settings order by name",
          values: [],
        })
      ).rows;
    const before = await settings();
    await readCatalog(database);
    expect(await settings()).toEqual(before);
    await database.end();
  });

  describe("capture", () => {
    const arm = (table: string, columns: string) => `
      create trigger purser_capture after insert or update or delete on ${table}
        for each row execute function purser.capture(${columns});
      alter table ${table} enable always trigger purser_capture;`;
    const captureOf = async (schema: string, name: string) =>
      findRelation(await readCatalogFrom(home.superuserUrl), schema, name).capture;

    beforeEach(() =>
      asSuperuser(`
        drop schema if exists purser cascade;
        create schema purser;
        create function purser.capture() returns trigger language plpgsql as 'begin return null; end';
        create table purser.hidden (id int);`),
    );

    test("its arguments are the columns, whatever they are called", async () => {
      expect(await captureOf("public", 'a "quoted" name')).toBeNull();
      await asSuperuser(
        arm('"a ""quoted"" name"', `'a\\000b', 'line\nbreak', 'ü', '\\\\', 'x''y'`),
      );
      expect(await captureOf("public", 'a "quoted" name')).toEqual({
        always: true,
        columns: ["a\\000b", "line\nbreak", "ü", "\\\\", "x'y"],
        personal: [],
      });
    });

    test("after an empty argument, those that are personal", async () => {
      await asSuperuser(arm("parent_table", "'id', 'name', '', 'name'"));
      await asSuperuser(arm("child_table", "'id', 'name', 'extra'"));
      expect(await captureOf("public", "parent_table")).toEqual({
        always: true,
        columns: ["id", "name"],
        personal: ["name"],
      });
    });

    test("on every partition, or it is none", async () => {
      await asSuperuser(arm("parts.event", "'id', 'at', 'kind', 'body'"));
      expect(await captureOf("parts", "event")).toEqual({
        always: true,
        columns: ["id", "at", "kind", "body"],
        personal: [],
      });
      await asSuperuser("alter table parts.event_2026_view enable trigger purser_capture");
      expect(await captureOf("parts", "event")).toMatchObject({ always: false });
      await asSuperuser("alter table only parts.event enable trigger purser_capture");
      expect(await captureOf("parts", "event")).toMatchObject({ always: false });
    });

    test("a table that inherits from it needs its own", async () => {
      await asSuperuser(arm("parent_table", "'id', 'name'"));
      expect(await captureOf("public", "parent_table")).toBeNull();
      await asSuperuser(arm("child_table", "'id', 'name', 'extra'"));
      expect(await captureOf("public", "parent_table")).toEqual({
        always: true,
        columns: ["id", "name"],
        personal: [],
      });
    });

    test("a trigger that only has the name is none", async () => {
      await asSuperuser(`
        create function fake() returns trigger language plpgsql as 'begin return null; end';
        create trigger purser_capture after insert or update or delete on egg for each row execute function fake();
        create trigger purser_capture after insert or update on hen for each row execute function purser.capture();`);
      expect(await captureOf("public", "egg")).toBeNull();
      expect(await captureOf("public", "hen")).toBeNull();
    });
  });
});
