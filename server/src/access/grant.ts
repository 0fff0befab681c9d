import type { FieldSet, GrantConfig, PurserConfig } from "../config/config.ts";
import { resourceEntry } from "../config/resource-entry.ts";
import type { Refusal, ResourceAction } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import type { Field, Resource } from "../resource/resource.ts";

/**
 * What the holder of a set of roles may do with one resource: the union of what each role may.
 * Every later stage takes its fields from here, so that a field outside it cannot be named.
 */
export interface Grant {
  readonly resource: Resource;
  /** Why an action is not allowed; an action that is absent is allowed. */
  readonly denials: ReadonlyMap<ResourceAction, Refusal>;
  /** Fields whose value may be seen, in the resource's order. */
  readonly readable: readonly Field[];
  readonly creatable: ReadonlySet<string>;
  readonly updatable: ReadonlySet<string>;
  /**
   * Fields that an undo may set back to what they held: those the holder may change, and those that no role may change,
   * which the database keeps by itself.
   */
  readonly restorable: ReadonlySet<string>;
  /** Key fields, when all of them may be seen; else records have no address. */
  readonly key: readonly Field[];
  /** What stands for a record: the first candidate that may be seen. */
  readonly label: Field | null;
}

/** The grants of one set of roles, by resource name. A resource that may not be read is not there. */
export type Grants = ReadonlyMap<string, Grant>;

/** Roles that may do nothing anywhere still get an answer: an empty map. */
export type GrantsOf = (roles: readonly string[]) => Grants;

/** Compiles the config's access rules once; the grants of a set of roles are made on first use and kept. */
export function compileGrants(resources: readonly Resource[], accessOf: AccessOf): GrantsOf {
  const known = new Map<string, Grants>();
  return (roles) => {
    const id = JSON.stringify([...new Set(roles)].sort());
    let grants = known.get(id);
    if (!grants) {
      grants = new Map(
        resources
          .map((resource) => {
            const access = accessOf(resource);
            return grantOn(resource, rightsOf(roles, access), Object.values(access));
          })
          .filter((grant) => grant.readable.length > 0)
          .map((grant) => [grant.resource.name, grant]),
      );
      known.set(id, grants);
    }
    return grants;
  };
}

/** The config's rules for a resource, by role; the compiler of resources knows which config entry is whose. */
export type AccessOf = (resource: Resource) => { readonly [role: string]: GrantConfig };

export function accessFromConfig(resources: PurserConfig["resources"]): AccessOf {
  return ({ table }) => resourceEntry(resources, table)?.access ?? {};
}

function rightsOf(
  roles: readonly string[],
  access: { readonly [role: string]: GrantConfig },
): readonly GrantConfig[] {
  return roles.flatMap((role) => (Object.hasOwn(access, role) ? [access[role] ?? {}] : []));
}

function grantOn(
  resource: Resource,
  rights: readonly GrantConfig[],
  everybody: readonly GrantConfig[],
): Grant {
  const may = (field: Field, right: "read" | "create" | "update") =>
    rights.some((grant) => includes(grant[right], field.name));
  const readable = resource.fields.filter((field) => may(field, "read"));
  const named = (names: readonly string[]) =>
    names
      .map((name) => readable.find((field) => field.name === name))
      .filter((field) => field !== undefined);
  const key = named(resource.key);
  const creatable = resource.fields.filter(
    (field) => field.insertable && !field.generated && may(field, "create"),
  );
  const updatable = resource.fields.filter(
    (field) =>
      field.updatable && !field.generated && field.keyPosition === null && may(field, "update"),
  );
  const restorable = resource.fields.filter(
    (field) =>
      may(field, "update") || !everybody.some((grant) => includes(grant.update, field.name)),
  );

  const denials = new Map<ResourceAction, Refusal>();
  const deny = (action: ResourceAction, refusal: Refusal) =>
    void (denials.has(action) || denials.set(action, refusal));
  const wanted = {
    create: creatable.length > 0,
    update: updatable.length > 0,
    delete: rights.some((grant) => grant.delete === true),
  };
  for (const action of ["create", "update", "delete"] as const) {
    if (!rights.some((grant) => isGranted(grant[action])))
      deny(
        action,
        refuse("forbidden", { detail: `Your role may not ${action} ${resource.label}.` }),
      );
    else if (resource.readOnlyBecause !== null)
      deny(action, refuse("read_only", { detail: resource.readOnlyBecause }));
    else if (!wanted[action])
      deny(
        action,
        refuse("read_only", {
          detail: `Purser's database login may not ${action} ${resource.label}.`,
        }),
      );
  }
  if (key.length === 0 || key.length < resource.key.length) {
    const refusal = refuse("not_found", {
      detail: `${resource.label} have no key that you may see, so a single one has no address.`,
    });
    for (const action of ["read", "update", "delete", "history"] as const) deny(action, refusal);
  }
  return {
    resource,
    denials,
    readable,
    creatable: new Set(creatable.map((field) => field.name)),
    updatable: new Set(updatable.map((field) => field.name)),
    restorable: new Set(restorable.map((field) => field.name)),
    key: key.length === resource.key.length ? key : [],
    label: named(resource.labelFields)[0] ?? null,
  };
}

function isGranted(right: FieldSet | boolean | undefined): boolean {
  return (
    right === true || (typeof right === "object" && (!Array.isArray(right) || right.length > 0))
  );
}

function includes(set: FieldSet | undefined, name: string): boolean {
  if (set === undefined) return false;
  if (set === true) return true;
  return "except" in set ? !set.except.includes(name) : set.includes(name);
}
