import fc from "fast-check";
import type { FieldDescription, ResourceDescription } from "../../src/contract/index.ts";
import { isKnownRelation } from "./ask-related.ts";
import { defineAsking } from "./asking.ts";
import type { Expected } from "./model-read.ts";
import { hasAddress, labelColumn, operatorsOf } from "./model-read.ts";
import type { Rights } from "./model-rights.ts";
import { rightsOn } from "./model-rights.ts";
import type { Answer } from "./stage.ts";
import type { Theatre } from "./theatre.ts";
import { Disagreement, judge } from "./theatre.ts";

export const me = defineAsking({
  draw: fc.constant(null),
  play: async (theatre) => {
    const { roles, subject, email } = theatre.world.viewer;
    await judge(
      theatre,
      "me",
      () => ({ method: "GET", path: "/api/me" }),
      { body: { roles, subject, email }, isEmpty: false },
      ({ json }) => ({ roles: json.roles, subject: json.subject, email: json.email }),
    );
  },
});

export const resources = defineAsking({
  draw: fc.constant(null),
  play: async (theatre) => {
    await judge(
      theatre,
      "resource.list",
      () => ({ method: "GET", path: "/api/resources" }),
      expectResources(theatre),
      projectResources,
    );
  },
});

function expectResources(theatre: Theatre): Expected {
  const { world } = theatre;
  const body = world.tables.flatMap(({ name }) => {
    const rights = rightsOn(world, world.viewer, name);
    return rights ? [describe(theatre, rights)] : [];
  });
  return { body, isEmpty: body.length === 0 };
}

function describe(theatre: Theatre, rights: Rights): unknown {
  const { table, fields, readable } = rights;
  const [creatable, updatable] = [rights.writable("create"), rights.writable("update")];
  const may = {
    create: rights.may("create") && creatable.length > 0,
    update: rights.may("update") && updatable.length > 0 && hasAddress(rights),
    delete: rights.may("delete") && hasAddress(rights),
  };
  return {
    name: table.name,
    fields: fields
      .filter((field) => [...readable, ...creatable, ...updatable].includes(field))
      .map((field) => {
        const isSeen = readable.includes(field);
        const mask = isSeen && rights.isMasked(field) ? field.mask : null;
        return {
          name: field.name,
          mask: mask !== null && typeof mask === "object" ? "fixed" : mask,
          filters: isSeen ? operatorsOf(rights, field).toSorted() : [],
          sortable: isSeen && rights.isSortable(field),
          exactLookup: isSeen && rights.isLookedUp(field),
          create: may.create && creatable.includes(field),
          update: may.update && updatable.includes(field),
        };
      }),
    key: hasAddress(rights) ? table.key : [],
    labelField: labelColumn(rights)?.name ?? null,
    relations: (theatre.relations.get(table.name) ?? [])
      .filter((relation) => isKnownRelation(theatre, table, relation))
      .map(({ name }) => name),
    may,
  };
}

function projectResources({ json }: Answer): unknown {
  return json.resources.map((each: ResourceDescription) => ({
    name: each.name,
    fields: each.fields.map((field: FieldDescription) => ({
      name: field.name,
      mask: field.mask,
      filters: field.filters.toSorted(),
      sortable: field.sortable,
      exactLookup: field.exactLookup,
      create: field.create,
      update: field.update,
    })),
    key: each.key,
    labelField: each.labelField,
    relations: each.relations.map(({ name }) => name),
    may: {
      create: each.permissions.create.allowed,
      update: each.permissions.update.allowed,
      delete: each.permissions.delete.allowed,
    },
  }));
}

export const openapi = defineAsking({
  draw: fc.constant(null),
  play: async (theatre) => {
    const { world } = theatre;
    const [{ text }] = await judge(
      theatre,
      "openapi",
      () => ({ method: "GET", path: "/api/openapi.json" }),
      null,
    );
    for (const table of world.tables) {
      const rights = rightsOn(world, world.viewer, table.name);
      const known = rights && [
        ...rights.readable,
        ...rights.writable("create"),
        ...rights.writable("update"),
      ];
      for (const column of table.columns)
        if (!known?.includes(column) && text.includes(`"${column.name}"`))
          throw new Disagreement(`the OpenAPI document names ${column.name}`);
    }
  },
});
