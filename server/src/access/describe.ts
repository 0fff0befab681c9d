import type {
  FieldDescription,
  Permission,
  ResourceAction,
  ResourceDescription,
} from "../contract/index.ts";
import { resourceActions } from "../contract/index.ts";
import type { Field, Relation } from "../resource/resource.ts";
import { isAlwaysMet } from "./condition.ts";
import type { Grant, Grants } from "./grant.ts";
import type { SeenField } from "./seen-field.ts";
import { visibleRelations } from "./visible-relations.ts";

/** Descriptions of all that somebody may see, kept for as long as their grants are. */
const described = new WeakMap<Grants, readonly ResourceDescription[]>();

export function describeResources(
  grants: Grants,
  reasonRequired: boolean,
): readonly ResourceDescription[] {
  const resources =
    described.get(grants) ??
    [...grants.values()].map((grant) => describeResource(grant, grants, reasonRequired));
  described.set(grants, resources);
  return resources;
}

/** A resource as its grant's holder may know it: hidden fields, and relations to hidden resources, are not there. */
function describeResource(
  grant: Grant,
  grants: Grants,
  reasonRequired: boolean,
): ResourceDescription {
  const { resource } = grant;
  const find = (name: string) => grant.readable.find((field) => field.name === name);
  const relations = visibleRelations(grant, grants);
  return {
    name: resource.name,
    label: resource.label,
    labelOne: resource.labelOne,
    group: resource.group,
    help: resource.help,
    kind: resource.kind,
    fields: describedFields(grant).map((field) => ({
      ...describeField(field, grant),
      relation: relationOf(field, relations),
    })),
    key: grant.key.map((field) => field.name),
    labelField: grant.label?.name ?? null,
    relations: relations.map(
      ({ name, label, kind, target, fields, targetFields, through, onDelete }) => ({
        name,
        label,
        kind,
        resource: target,
        fields,
        targetFields,
        through: through?.resource ?? null,
        onDelete,
      }),
    ),
    defaultSort: resource.defaultSort.filter((sort) => find(sort.field)?.sortable),
    search: resource.search.filter((name) => find(name)?.filters.length),
    permissions: permissionsOf(grant),
    // PostgreSQL counts what the holder may not see as well.
    estimatedRows: isAlwaysMet(grant.rows) ? resource.estimatedRows : null,
    reasonRequired,
  };
}

/** The to-one relation that a field alone leads to; else the one that it leads to together with the fewest others. */
function relationOf(field: Field, relations: readonly Relation[]): string | null {
  const [nearest] = relations
    .filter(({ kind, fields }) => kind === "toOne" && fields[0] === field.name)
    .sort((one, other) => one.fields.length - other.fields.length);
  return nearest?.name ?? null;
}

/** Readable fields, and those that may only be written. */
function describedFields(grant: Grant): readonly (Field | SeenField)[] {
  return grant.resource.fields.flatMap((field) => {
    const seen = grant.readable.find(({ name }) => name === field.name);
    if (seen) return seen;
    return grant.creatable.has(field.name) || grant.updatable.has(field.name) ? field : [];
  });
}

function describeField(field: Field | SeenField, grant: Grant): Omit<FieldDescription, "relation"> {
  const seen = "stored" in field ? field : null;
  const { disguisedBy = null } = seen ?? {};
  return {
    ...field.shape,
    name: field.name,
    label: field.label,
    help: field.help,
    nullable: field.nullable,
    required: !field.nullable && !field.hasDefault && !field.generated,
    default: field.defaultValue ?? (field.hasDefault ? "computed" : null),
    generated: field.generated,
    keyPosition: field.keyPosition,
    group: field.group,
    format: field.format,
    currency: field.currency,
    indexed: field.indexed,
    filters: seen?.filters ?? [],
    sortable: seen?.sortable ?? false,
    mask: disguisedBy !== null && typeof disguisedBy === "object" ? "fixed" : disguisedBy,
    exactLookup: seen?.lookedUp ?? false,
    reveal: seen !== null && seen.revealable !== "never",
    inList: seen?.inList ?? false,
    create: !grant.denials.has("create") && grant.creatable.has(field.name),
    update: !grant.denials.has("update") && grant.updatable.has(field.name),
  };
}

function permissionsOf(grant: Grant): ResourceDescription["permissions"] {
  const permission = (action: ResourceAction): Permission => {
    const denial = grant.denials.get(action);
    return denial
      ? { allowed: false, why: denial.detail ?? "This is not allowed." }
      : { allowed: true };
  };
  return Object.fromEntries(
    resourceActions.map((action) => [action, permission(action)]),
  ) as ResourceDescription["permissions"];
}
