import type { KeyObject } from "node:crypto";
import type { GrantConfig, PurserConfig } from "../config/config.ts";
import { grantsOfRole, includes, isGranted, names } from "../config/field-set.ts";
import type { ServerKeys } from "../config/keys.ts";
import { resourceEntry } from "../config/resource-entry.ts";
import type { Refusal, ResourceAction } from "../contract/index.ts";
import { refuse } from "../contract/index.ts";
import { wireDecoder } from "../database/wire.ts";
import type { Field, Resource } from "../resource/resource.ts";
import type { Condition } from "./condition.ts";
import { disguiseOf } from "./disguise.ts";
import type { Reaches, Where } from "./reach.ts";
import { reachesOf } from "./reach.ts";
import type { Holder } from "./row-rule.ts";
import { disguised, type SeenField } from "./seen-field.ts";

/**
 * What somebody may do with one resource: the union of what each grant of their roles allows, for each record of those
 * that the grant is about. Every later stage takes its fields and rows from here, so that what is outside it cannot be
 * named.
 */
export interface Grant {
  readonly resource: Resource;
  /** Why an action is not allowed; an action that is absent is allowed, of records that the rules below let through. */
  readonly denials: ReadonlyMap<ResourceAction, Refusal>;
  /** The records that exist for the holder. */
  readonly rows: Condition;
  /** What must be asked of a record to know which rights hold for it; a `Where` is a place in here. */
  readonly conditions: readonly Condition[];
  /** Fields that are shown, of some records at least, in the resource's order. */
  readonly readable: readonly SeenField[];
  /** The records that may be created, whatever is in their fields. */
  readonly creates: Where;
  readonly creatable: ReadonlyMap<string, Where>;
  readonly updatable: ReadonlyMap<string, Where>;
  readonly deletable: Where;
  /**
   * Fields that an undo may set back to what they held: those the holder may change, and those that no role may change,
   * which the database keeps by itself.
   */
  readonly restorable: ReadonlyMap<string, Where>;
  /** Key fields, when all of them are shown of every record; else records have no address. */
  readonly key: readonly SeenField[];
  /** Seals keys that are masked in addresses and answers; null where they stand in clear. */
  readonly keySeal: KeyObject | null;
  /** What stands for a record: the first candidate that is clear. */
  readonly label: SeenField | null;
}

/** The grants of one person, by resource name. A resource that may not be read is not there. */
export type Grants = ReadonlyMap<string, Grant>;

/** Somebody who may do nothing anywhere still gets an answer: an empty map. */
export type GrantsOf = (holder: Holder) => Grants;

/** Keys that what is shown depends on. */
export type GrantKeys = Pick<ServerKeys, "pseudonym" | "recordKey">;

/** People whose grants are kept at hand: where rules read claims, each has their own. */
const mostKept = 1_000;

/** Compiles the config's access rules once; grants are made on first use and kept. */
export function compileGrants(
  resources: readonly Resource[],
  accessOf: AccessOf,
  keys: GrantKeys,
): GrantsOf {
  const entries = resources.map((resource) => ({ resource, access: accessOf(resource) }));
  const disguises = new Map(
    resources.map((resource) => [resource, disguisesOf(resource, keys.pseudonym)]),
  );
  const dependsOnPerson = entries.some(({ access }) =>
    Object.keys(access).some((role) =>
      grantsOfRole(access, role).some(({ rows }) => rows !== undefined),
    ),
  );
  const known = new Map<string, Grants>();
  /** Of roles without a rule on a resource, the grant is the same for whoever holds them. */
  const shared = new Map<string, Map<Resource, Grant>>();
  return (holder) => {
    const roles = [...new Set(holder.roles)].sort();
    const { subject, email, claims } = holder;
    const id = JSON.stringify(dependsOnPerson ? [roles, subject, email, claims] : roles);
    const kept = known.get(id);
    if (kept) return kept;
    const sharedByRoles = shared.get(JSON.stringify(roles)) ?? new Map<Resource, Grant>();
    shared.set(JSON.stringify(roles), sharedByRoles);
    const grantFor = ({ resource, access }: (typeof entries)[number]) => {
      const found = sharedByRoles.get(resource);
      if (found) return found;
      const everybody = Object.keys(access).flatMap((role) => grantsOfRole(access, role));
      const rights = roles.flatMap((role) => grantsOfRole(access, role));
      const grant = grantOn(resource, rights, everybody, {
        reaches: reachesOf(resource, rights, holder),
        disguises: disguises.get(resource) ?? new Map(),
        keySeal: keys.recordKey,
      });
      if (rights.every(({ rows }) => rows === undefined)) sharedByRoles.set(resource, grant);
      return grant;
    };
    const grants = new Map(
      entries
        .map(grantFor)
        .filter((grant) => grant.readable.length > 0)
        .map((grant) => [grant.resource.name, grant]),
    );
    if (known.size >= mostKept) known.clear();
    known.set(id, grants);
    return grants;
  };
}

/** The config's rules for a resource, by role; the compiler of resources knows which config entry is whose. */
export type AccessOf = (resource: Resource) => PurserConfig["resources"][string]["access"];

export function accessFromConfig(resources: PurserConfig["resources"]): AccessOf {
  return ({ table }) => resourceEntry(resources, table)?.access ?? {};
}

type Disguises = ReadonlyMap<string, SeenField["disguise"]>;

/** One for each masked field, whoever looks: a pseudonym that is known once is known to all. */
function disguisesOf(resource: Resource, key: Buffer): Disguises {
  return new Map(
    resource.fields.flatMap((field) =>
      field.mask === null
        ? []
        : [[field.name, disguiseOf(field.mask, resource, field, key)] as const],
    ),
  );
}

interface Means {
  readonly reaches: Reaches;
  readonly disguises: Disguises;
  readonly keySeal: KeyObject;
}

function grantOn(
  resource: Resource,
  rights: readonly GrantConfig[],
  everybody: readonly GrantConfig[],
  { reaches, disguises, keySeal }: Means,
): Grant {
  const { some, whereOf } = reaches;
  const seen = some(({ read }) => resource.fields.some((field) => includes(read, field.name)));
  const among = (gives: (grant: GrantConfig) => boolean) => reaches.whereAmong(seen, some(gives));
  const seeField = (field: Field): SeenField | null => {
    const { name, mask } = field;
    const shows = ({ read }: GrantConfig) => includes(read, name);
    const isClearIn = (grant: GrantConfig) =>
      shows(grant) && (mask === null || includes(grant.clear, name));
    const shown = among(shows);
    if (shown === "never" && some(shows).grants.length === 0) return null;
    const clear = among(isClearIn);
    const isClear = clear === shown;
    const found = among(
      (grant) => isClearIn(grant) && (grant.filter === undefined || includes(grant.filter, name)),
    );
    const sorted = among(
      (grant) => isClearIn(grant) && (grant.sort === undefined || includes(grant.sort, name)),
    );
    const lookedUp = !isClear && field.exactLookup && field.filters.includes("eq");
    return {
      ...field,
      stored: field,
      ...(clear === "never" && { shape: disguised, format: null, currency: null }),
      shown,
      clear,
      found,
      revealable: isClear
        ? "never"
        : among((grant) => shows(grant) && includes(grant.reveal, name)),
      disguisedBy: isClear ? null : mask,
      lookedUp,
      filters: found === "never" ? (lookedUp ? ["eq"] : []) : field.filters,
      textSearch: found === "never" ? null : field.textSearch,
      sortable: field.sortable && sorted === "always",
      decode: wireDecoder(field.shape),
      disguise: disguises.get(name) ?? (() => ""),
    };
  };
  const readable = resource.fields.flatMap((field) => seeField(field) ?? []);
  const byName = new Map(readable.map((field) => [field.name, field]));
  const named = (wanted: readonly string[]) => wanted.flatMap((name) => byName.get(name) ?? []);
  const key = named(resource.key).filter(({ shown }) => shown === "always");

  /** What is masked for somebody is theirs to write only where the config names it. */
  const writable = (right: "create" | "update", fields: readonly Field[]) =>
    new Map(
      fields.flatMap(({ name }): readonly (readonly [string, Where])[] => {
        const isMasked = (byName.get(name)?.disguisedBy ?? null) !== null;
        const where = whereOf(some((grant) => (isMasked ? names : includes)(grant[right], name)));
        return where === "never" ? [] : [[name, where]];
      }),
    );
  const creatable = writable(
    "create",
    resource.fields.filter((field) => field.insertable && !field.generated),
  );
  const updatable = writable(
    "update",
    resource.fields.filter(
      (field) => field.updatable && !field.generated && field.keyPosition === null,
    ),
  );
  const deletable = whereOf(some((grant) => grant.delete === true));
  const restorable = (name: string): Where => {
    const changes = (grant: GrantConfig) => includes(grant.update, name);
    return everybody.some(changes) ? whereOf(some(changes)) : "always";
  };
  // Whoever edits is not to change which of their grants are about a record, so each rule is asked by itself.
  if (updatable.size > 0) for (const grant of rights) whereOf(some((each) => each === grant));
  return {
    resource,
    denials: denialsOf(resource, rights, key, {
      create: creatable.size > 0,
      update: updatable.size > 0,
      delete: deletable !== "never",
    }),
    rows: reaches.rowsOf(seen),
    conditions: reaches.conditions,
    readable,
    creates: whereOf(some((grant) => isGranted(grant.create))),
    creatable,
    updatable,
    deletable,
    restorable: new Map(resource.fields.map(({ name }) => [name, restorable(name)])),
    key: key.length === resource.key.length ? key : [],
    keySeal: key.every(({ disguisedBy }) => disguisedBy === null) ? null : keySeal,
    label:
      named(resource.labelFields).find(
        ({ clear, shown }) => clear === "always" && shown === clear,
      ) ?? null,
  };
}

function denialsOf(
  resource: Resource,
  rights: readonly GrantConfig[],
  key: readonly Field[],
  wanted: { readonly [action in "create" | "update" | "delete"]: boolean },
): Grant["denials"] {
  const denials = new Map<ResourceAction, Refusal>();
  const deny = (action: ResourceAction, refusal: Refusal) =>
    void (denials.has(action) || denials.set(action, refusal));
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
  return denials;
}
