import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Catalog } from "../../src/catalog/catalog.ts";
import { committedColumns } from "../../src/config/committed-columns.ts";
import type { ResourceConfig } from "../../src/config/config.ts";
import { compileResources } from "../../src/resource/compile.ts";
import type { Field, Resource } from "../../src/resource/resource.ts";
import { gallery } from "../gallery/gallery.ts";
import { createTestDatabase, type TestDatabase, withEachServer } from "../support/postgres.ts";
import { readCatalogFrom } from "./gallery-catalog.ts";
import { shapes } from "./shapes.ts";

const roles = ["viewer", "editor"];

function findResource(resources: readonly Resource[], name: string): Resource {
  const resource = resources.find((one) => one.name === name);
  if (resource === undefined) throw new Error(`no resource ${name}`);
  return resource;
}

function fieldOf(resource: Resource, name: string): Field {
  const field = resource.fields.find((one) => one.name === name);
  if (field === undefined) throw new Error(`no field ${name}`);
  return field;
}

withEachServer((server) => {
  let home: TestDatabase;
  let catalog: Catalog;
  let preview: readonly Resource[];
  const find = (name: string): Resource => findResource(preview, name);
  const compile = (resources: { readonly [table: string]: Partial<ResourceConfig> }) =>
    compileResources(
      catalog,
      Object.fromEntries(
        Object.entries(resources).map(([table, config]) => [table, { access: {}, ...config }]),
      ),
      { roles },
    );

  beforeAll(async () => {
    home = await createTestDatabase({ server, template: gallery });
    catalog = await readCatalogFrom(home.superuserUrl);
    preview = compileResources(catalog, null).resources;
  });
  afterAll(() => home.drop());

  describe("without a config", () => {
    test("every table with columns is there, under a name of its own", () => {
      const shown = catalog.relations.filter(({ columns }) => columns.length > 0);
      expect(preview).toHaveLength(shown.length);
      expect(new Set(preview.map(({ name }) => name)).size).toBe(shown.length);
      expect(preview.every(({ name }) => /^[A-Za-z0-9_.~-]+$/.test(name))).toBe(true);
      expect(compileResources(catalog, null).problems).toEqual([]);
    });

    test("shapes are those of the types, domains resolved", () => {
      const { fields } = find("types.everything");
      const compiled = Object.fromEntries(fields.map(({ name, shape }) => [name, shape]));
      expect(compiled).toMatchObject(shapes);
      expect(fieldOf(find("types.everything"), "f_small")).toMatchObject({
        cast: "integer",
        nullable: false,
      });
      expect(fieldOf(find("types.everything"), "f_char").cast).toBe("bpchar");
      expect(fieldOf(find("types.everything"), "f_xml").filters).toEqual(["null", "nnull"]);
    });

    test("defaults are values where they are plain", () => {
      const filled = find("types.filled");
      expect(
        Object.fromEntries(
          filled.fields.map(({ name, defaultValue }) => [name, defaultValue?.value]),
        ),
      ).toEqual({
        id: undefined,
        by_default: undefined,
        doubled: undefined,
        plain: "it's",
        escaped: "back\\slash",
        empty: "",
        number: "0.50",
        negative: -1,
        big: "9007199254740993",
        yes: true,
        mood: "so, so",
        list: [],
        day: "2026-01-01",
        computed: undefined,
        expression: undefined,
        nothing: undefined,
        document: '{"a": 1}',
        amount: "0",
      });
      expect(filled.fields.filter(({ hasDefault }) => !hasDefault).map(({ name }) => name)).toEqual(
        ["doubled", "nothing"],
      );
      expect(filled.fields.filter(({ generated }) => generated).map(({ name }) => name)).toEqual([
        "id",
        "doubled",
      ]);
    });

    test("labels, record labels, order and search are sensible", () => {
      expect(find("CamelCase").fields.map(({ label }) => label)).toEqual([
        "User ID",
        "Created at",
        "Homepage URL",
      ]);
      expect(find("people.person").labelFields).toEqual(["full_name", "email"]);
      expect(find("people.person").defaultSort).toEqual([{ field: "id", direction: "desc" }]);
      expect(find("sales.region").defaultSort).toEqual([
        { field: "country", direction: "asc" },
        { field: "code", direction: "asc" },
      ]);
      expect(find("indexed.article").search).toEqual([
        "id",
        "title",
        "slug",
        "email",
        "body",
        "code",
      ]);
      expect(find("sales.open_sale")).toMatchObject({ key: [], defaultSort: [] });
      expect(fieldOf(find("indexed.article"), "score").indexed).toBe(false);
      expect(fieldOf(find("indexed.article"), "tags").indexed).toBe(true);
    });

    test("relations both ways, with names that tell them apart", () => {
      const relations = (name: string) =>
        find(name).relations.map(
          (relation) => `${relation.kind} ${relation.name} ${relation.target} ${relation.onDelete}`,
        );
      expect(relations("people.person")).toEqual([
        "toOne manager people.person null",
        "toMany alias people.alias restrict",
        "toMany friendship_by_left people.friendship restrict",
        "toMany friendship_by_right people.friendship restrict",
        "toMany person people.person setNull",
        "toMany sale_by_buyer sales.sale restrict",
        "toMany sale_by_seller sales.sale restrict",
        "toMany sale_event sales.sale_event restrict",
        "manyToMany person_by_left_of_friendship people.person null",
        "manyToMany person_by_right_of_friendship people.person null",
      ]);
      // Whoever refers to whom, a resource's own reference keeps the brief name.
      expect(relations("egg")).toEqual(["toOne hen hen null", "toMany hen_by_egg hen setDefault"]);
      expect(find("sales.sale").relations.find(({ name }) => name === "region")).toMatchObject({
        kind: "toOne",
        fields: ["country", "region_code"],
        targetFields: ["country", "code"],
      });
      expect(find("sales.tag").relations.find(({ kind }) => kind === "manyToMany")).toMatchObject({
        target: "sales.sale",
        through: { resource: "sales.sale_tag", nearFields: ["tag_code"], farFields: ["sale_id"] },
      });
    });

    test("constraints speak in words", () => {
      const messages = Object.fromEntries(
        find("sales.sale").constraints.map(({ name, message }) => [name, message]),
      );
      expect(messages).toEqual({
        sale_pkey: "Another record has the same ID.",
        sale_once: "Another record has the same country and code.",
        sale_buyer_id_fkey: "There is no such person.",
        sale_region: "Choose a region of the country.",
        sale_seller_id_fkey: "There is no such person.",
        sale_code_form: "Code must have at least 3 characters.",
        sale_commented: "XX is no country.",
        sale_discount: "Discount must be at least 0 and at most 100.",
        sale_odd: 'The values break the rule "sale odd".',
        sale_period: "Ends on must be greater than starts on.",
        sale_quantity: "Quantity must be greater than 0.",
        sale_status: 'Status must be one of "open", "closed".',
      });
      const small = find("types.everything").constraints.filter(
        ({ fields }) => fields[0] === "f_small",
      );
      expect(small.map(({ message }) => message)).toEqual([
        "F small must be less than 10.",
        "F small must be greater than 0.",
      ]);
    });

    test("each says why it can't be written", () => {
      expect(find("without_key").readOnlyBecause).toBe("Read-only, because it has no primary key.");
      expect(find("sales.open_sale").readOnlyBecause).toBe("Read-only, because it is a view.");
      expect(find("sales.elsewhere").readOnlyBecause).toMatch(/another database/);
      expect(find("egg").readOnlyBecause).toBe(
        "Read-only, because it is not armed for audit (no capture trigger): run `purser migrate`.",
      );
      const [resource] = compileResources(catalog, null, {
        readOnlyBecause: "Only a preview.",
      }).resources;
      expect(resource?.readOnlyBecause).toBe("Only a preview.");
    });
  });

  describe("armed for audit", () => {
    const armed = new Map([
      ["sale", "sales.sale"],
      ["sale_tag", "sales.sale_tag"],
      ["sale_event", "sales.sale_event"],
    ]);
    const whenArmed = (names: readonly string[], always = true, cut = 0) => ({
      ...catalog,
      relations: catalog.relations.map((relation) =>
        names.includes(relation.name) && armed.has(relation.name)
          ? {
              ...relation,
              capture: {
                always,
                columns: relation.columns.map(({ name }) => name).slice(cut),
                personal: committedColumns({}, relation),
              },
            }
          : relation,
      ),
    });
    const why = (changed: Catalog) =>
      findResource(compileResources(changed, null).resources, "sales.sale").readOnlyBecause;

    test("with everything that its foreign keys reach, it can be written", () => {
      expect(why(whenArmed([...armed.keys()]))).toBeNull();
    });
    test("a cascade to a table that isn't armed keeps it read-only", () => {
      expect(why(whenArmed(["sale", "sale_event"]))).toMatch(
        /can also change "sales.sale_tag", which is not armed/,
      );
    });
    test("a trigger that isn't ENABLE ALWAYS doesn't count", () => {
      expect(why(whenArmed([...armed.keys()], false))).toMatch(/not ENABLE ALWAYS/);
    });
    test("a capture of other columns doesn't count", () => {
      expect(why(whenArmed([...armed.keys()], true, 1))).toMatch(/its columns have changed since/);
    });
  });

  describe("with a config", () => {
    test("only what it names exists, in its order, as it says", () => {
      const { resources, problems } = compile({
        "sales.tag": {
          label: "Labels",
          group: "Sales",
          recordLabel: "code",
          defaultSort: ["-code"],
          search: [],
        },
        "public.egg": { fields: { hen_id: { label: "Mother", inList: false } } },
        hen: { relations: { egg_by_hen: { label: "Laid", hidden: false }, egg: { hidden: true } } },
      });
      expect(problems).toEqual([]);
      expect(resources.map(({ name }) => name)).toEqual(["sales.tag", "egg", "hen"]);
      expect(resources[0]).toMatchObject({
        label: "Labels",
        labelOne: "Label",
        group: "Sales",
        labelFields: ["code", "label"],
        defaultSort: [{ field: "code", direction: "desc" }],
        search: [],
        relations: [],
      });
      expect(resources[1]?.fields[1]).toMatchObject({ label: "Mother", inList: false });
      expect(resources[2]?.relations.map(({ label }) => label)).toEqual(["Laid"]);
    });

    test("a hidden field is nowhere: not in relations, search, labels or messages", () => {
      const { resources, problems } = compile({
        "sales.sale": {
          fields: {
            seller_id: { hidden: true },
            code: { hidden: true },
            ends_on: { hidden: true },
          },
        },
        "people.person": {},
      });
      expect(problems).toEqual([]);
      const sale = findResource(resources, "sales.sale");
      expect(sale.fields.map(({ name }) => name)).not.toContain("seller_id");
      expect(sale.relations.map(({ name }) => name)).toEqual(["buyer"]);
      expect(findResource(resources, "people.person").relations.map(({ name }) => name)).toEqual([
        "manager",
        "sale",
        "person",
      ]);
      expect(sale.labelFields).toEqual([]);
      expect(sale.constraints.find(({ name }) => name === "sale_period")).toEqual({
        name: "sale_period",
        kind: "check",
        fields: ["starts_on"],
        message: "The values break a rule of the database.",
      });
    });

    test("a hidden key leaves no key", () => {
      const { resources } = compile({ egg: { fields: { id: { hidden: true } } } });
      expect(resources[0]).toMatchObject({
        key: [],
        readOnlyBecause: expect.stringMatching(/key is hidden/),
      });
    });

    test("a view has the key that it is given", () => {
      const { resources, problems, notices } = compile({
        "sales.open_sale": { key: ["id"] },
        "sales.sale_count": {},
      });
      expect(problems).toEqual([]);
      expect(resources[0]?.key).toEqual(["id"]);
      expect(notices).toHaveLength(1);
      expect(notices[0]).toMatch(/"sales.sale_count" has no key/);
    });

    test("every mistake is found at once, each with its place and a hint", () => {
      const access: ResourceConfig["access"] = {
        viewer: { read: ["id", "nmae"] },
        editer: { read: true },
        editor: { read: true, create: ["id"], update: { except: ["zzz"] } },
      };
      const { problems } = compile({
        "sales.sael": {},
        "odd.twin": {},
        hen: {},
        "public.hen": {},
        category: {
          access: { viewer: { read: ["id", "nmae"] } },
          recordLabel: "title",
          defaultSort: ["-craeted"],
          search: ["id", "x"],
          key: ["name"],
          fields: { nane: { label: "?" }, parent_id: { hidden: true } },
          relations: { children: { label: "?" } },
        },
        "types.filled": { access: { ...access, viewer: { read: true } } },
        "people.person": {
          fields: { email: { hidden: true } },
          access: { viewer: { read: ["id", "email"] } },
        },
        without_key: { access: { editor: { update: true, delete: false } } },
        "sales.tag": { fields: { label: { currency: { field: "curency" } } } },
      });
      expect(problems.map(({ id, path }) => `${id} ${path}`)).toEqual([
        'unknown_table resources["sales.sael"]',
        'ambiguous_table resources["odd.twin"]',
        'duplicate_table resources["public.hen"]',
        "unknown_column resources.category.fields.nane",
        "unknown_column resources.category.recordLabel",
        "unknown_column resources.category.search",
        "unknown_column resources.category.defaultSort",
        "unknown_column resources.category.access.viewer.read",
        "unknown_relation resources.category.relations.children",
        "key_not_needed resources.category.key",
        'unknown_column resources["types.filled"].access.editor.update.except',
        'unknown_role resources["types.filled"].access.editer',
        'generated_field resources["types.filled"].access.editor.create',
        'hidden_field resources["people.person"].access.viewer.read',
        "not_writable resources.without_key.access.editor.update",
        'unknown_column resources["sales.tag"].fields.label.currency.field',
      ]);
      const hints = new Map(problems.map(({ path, hint }) => [path, hint]));
      expect(hints.get('resources["sales.sael"]')).toBe('Did you mean "sales.sale"?');
      expect(hints.get('resources["types.filled"].access.editer')).toBe('Did you mean "editor"?');
    });

    test("what the login may not read isn't there, and a notice says so", async () => {
      const login = new URL(home.url).username;
      const client = new pg.Client(home.superuserUrl);
      await client.connect();
      await client.query(
        `grant usage on schema people, sales to ${login}; grant select (id, full_name) on people.person to ${login}`,
      );
      await client.end();
      const seen = await readCatalogFrom(home.url);
      const { resources, notices, problems } = compileResources(
        seen,
        {
          "people.person": { access: {}, fields: { email: { hidden: true } } },
          "sales.tag": { access: {} },
        },
        { roles },
      );
      expect(problems).toEqual([]);
      expect(resources.map(({ name }) => name)).toEqual(["people.person"]);
      expect(resources[0]?.fields.map(({ name }) => name)).toEqual(["id", "full_name"]);
      expect(resources[0]?.readOnlyBecause).toMatch(/no privilege/);
      expect(notices).toEqual([
        '"people.person" is shown without "manager_id": Purser\'s login may not read it. Grant it with `purser migrate`, or hide it in the config.',
        '"people.person" has what looks personal, which is masked: "full_name". Say how with `mask`, or `mask: false`, in the config.',
        '"sales.tag" is not shown: Purser\'s login may read none of its columns.',
      ]);
    });
  });
});
