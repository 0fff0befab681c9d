import { createSecretKey } from "node:crypto";
import { compileGrants, type GrantKeys } from "../../src/access/grant.ts";
import type { Holder } from "../../src/access/row-rule.ts";
import type { GrantConfig } from "../../src/config/config.ts";
import type { Mask } from "../../src/config/mask.ts";
import type { FieldShape } from "../../src/contract/index.ts";
import { filtersOf, isSortable } from "../../src/resource/filter-operator.ts";
import type { Field, Resource } from "../../src/resource/resource.ts";

const keys: GrantKeys = {
  pseudonym: Buffer.alloc(32, 1),
  recordKey: createSecretKey(Buffer.alloc(32, 2)),
};

export function field(name: string, shape: FieldShape, mask: Mask | null = null): Field {
  return {
    name,
    shape,
    cast: shape.type,
    label: name,
    help: null,
    group: null,
    format: null,
    currency: null,
    nullable: true,
    hasDefault: false,
    defaultValue: null,
    generated: false,
    keyPosition: name === "id" ? 1 : null,
    indexed: true,
    textSearch: "part",
    filters: filtersOf(shape, true),
    sortable: isSortable(shape),
    mask,
    exactLookup: false,
    inList: true,
    insertable: true,
    updatable: true,
  };
}

const text: FieldShape = { kind: "text", type: "text" };

/** People, each with a region and a boss, whose e-mail address is masked. */
export function peopleOf(options: Partial<Field> = {}, key: Mask | null = null): Resource {
  return {
    name: "people",
    table: { oid: 1, schema: "public", name: "people" },
    kind: "table",
    label: "People",
    labelOne: "Person",
    group: null,
    help: null,
    fields: [
      field("id", { kind: "integer", type: "integer" }, key),
      field("name", text),
      { ...field("email", text, "pseudonym"), ...options },
      field("region", text),
      field("level", { kind: "integer", type: "integer" }),
      field("active", { kind: "boolean", type: "boolean" }),
      field("born", { kind: "date", type: "date" }),
    ],
    key: ["id"],
    labelFields: ["email", "name"],
    relations: [],
    defaultSort: [],
    search: ["name", "email"],
    estimatedRows: 1_000,
    sizeBytes: 0,
    constraints: [],
    readOnlyBecause: null,
    columns: [],
    references: [],
  };
}

export function holder(roles: readonly string[], claims: Holder["claims"] = {}): Holder {
  return { subject: "one", email: "one@example.org", roles, claims };
}

/** The one grant on people of somebody with these roles. */
export function grantTo(
  who: Holder,
  access: { readonly [role: string]: GrantConfig | readonly GrantConfig[] },
  resource: Resource = peopleOf(),
) {
  const grant = compileGrants([resource], () => access, keys)(who).get("people");
  if (!grant) throw new Error("there is no grant");
  return grant;
}
