import type {
  FieldDescription,
  Permission,
  ResourceAction,
  ResourceDescription,
} from "../contract/index.ts";
import { resourceActions } from "../contract/index.ts";
import type { Field, Relation } from "../resource/resource.ts";
import type { Grant, Grants } from "./grant.ts";
import { visibleRelations } from "./visible-relations.ts";

/** A resource as its grant's holder may know it: hidden fields, and relations to hidden resources, are not there. */
export function describeResource(
  grant: Grant,
  grants: Grants,
  reasonRequired: boolean,
): ResourceDescription {
  const { resource } = grant;
  const isReadable = (name: string) => grant.readable.some((field) => field.name === name);
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
    defaultSort: resource.defaultSort.filter((sort) => isReadable(sort.field)),
    search: resource.search.filter(isReadable),
    permissions: permissionsOf(grant),
    estimatedRows: resource.estimatedRows,
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
function describedFields(grant: Grant): readonly Field[] {
  return grant.resource.fields.filter(
    (field) =>
      grant.readable.includes(field) ||
      grant.creatable.has(field.name) ||
      grant.updatable.has(field.name),
  );
}

function describeField(field: Field, grant: Grant): Omit<FieldDescription, "relation"> {
  const isReadable = grant.readable.includes(field);
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
    filters: isReadable ? field.filters : [],
    sortable: isReadable && field.sortable,
    inList: isReadable && field.inList,
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
