import type { FieldSet, GrantConfig, ResourceConfig, RoleConfig } from "./config.ts";
import { printPath } from "./path-step.ts";
import type { Policy } from "./policy-digest.ts";

/** One rule that is another one than before. */
export interface PolicyDifference {
  /** Somebody may do more, or less; `changed` is what gives and takes nothing. */
  readonly effect: "widened" | "narrowed" | "changed";
  /** In the config: `resources.orders.access.editor.update`. */
  readonly path: string;
  /** Names that were added or left out; empty where the whole rule came or went. */
  readonly names: readonly string[];
}

/** What sets one policy apart from the one before it, rule by rule. */
export function comparePolicies(was: Policy, is: Policy): readonly PolicyDifference[] {
  return [
    ...pairs(was.roles, is.roles).flatMap(([name, before, after]) =>
      compareRoles(["roles", name], before, after),
    ),
    ...pairs(was.resources, is.resources).flatMap(([name, before, after]) =>
      compareResources(["resources", name], before, after),
    ),
    ...compareSwitch(["requireReason"], !was.requireReason, !is.requireReason),
  ];
}

type Path = readonly string[];

function compareRoles(
  path: Path,
  was: RoleConfig | undefined,
  is: RoleConfig | undefined,
): readonly PolicyDifference[] {
  if (!was || !is) return cameOrWent(path, is !== undefined);
  return [
    ...compareNames([...path, "groups"], new Set(was.groups), new Set(is.groups)),
    ...compareSwitch([...path, "audit"], was.audit === true, is.audit === true),
    ...compareRest(
      path,
      { ...was, groups: null, audit: null },
      { ...is, groups: null, audit: null },
    ),
  ];
}

function compareResources(
  path: Path,
  was: ResourceConfig | undefined,
  is: ResourceConfig | undefined,
): readonly PolicyDifference[] {
  if (!was || !is) return cameOrWent(path, is !== undefined);
  const hidden = ({ fields = {} }: ResourceConfig) =>
    new Set(Object.keys(fields).filter((name) => fields[name]?.hidden));
  return [
    ...pairs(was.access, is.access).flatMap(([role, before = {}, after = {}]) =>
      compareGrants([...path, "access", role], before, after),
    ),
    ...compareNames([...path, "fields"], hidden(is), hidden(was)),
    ...compareRest(path, { ...was, access: null }, { ...is, access: null }),
  ];
}

function compareGrants(path: Path, was: GrantConfig, is: GrantConfig): readonly PolicyDifference[] {
  return [
    ...(["read", "create", "update"] as const).flatMap((right) =>
      compareFields([...path, right], was[right], is[right]),
    ),
    ...compareSwitch([...path, "delete"], was.delete === true, is.delete === true),
  ];
}

/** Stands for every field that neither of two rules names. */
const others = "every other field";

function compareFields(
  path: Path,
  was: FieldSet | undefined,
  is: FieldSet | undefined,
): readonly PolicyDifference[] {
  const named = [...namesOf(was), ...namesOf(is), others];
  const within = (set: FieldSet | undefined) => new Set(named.filter((name) => holds(set, name)));
  return compareNames(path, within(was), within(is));
}

function namesOf(set: FieldSet | undefined): readonly string[] {
  if (set === undefined || set === true) return [];
  return "except" in set ? set.except : set;
}

function holds(set: FieldSet | undefined, name: string): boolean {
  if (set === undefined) return false;
  if (set === true) return true;
  return "except" in set ? !set.except.includes(name) : set.includes(name);
}

function compareNames(
  path: Path,
  was: ReadonlySet<string>,
  is: ReadonlySet<string>,
): readonly PolicyDifference[] {
  const differences = [
    { effect: "widened" as const, names: [...is].filter((name) => !was.has(name)) },
    { effect: "narrowed" as const, names: [...was].filter((name) => !is.has(name)) },
  ];
  return differences
    .filter(({ names }) => names.length > 0)
    .map((difference) => ({ ...difference, path: printPath(path) }));
}

function compareSwitch(path: Path, was: boolean, is: boolean): readonly PolicyDifference[] {
  return was === is ? [] : cameOrWent(path, is);
}

function cameOrWent(path: Path, came: boolean): readonly PolicyDifference[] {
  return [{ effect: came ? "widened" : "narrowed", path: printPath(path), names: [] }];
}

/** Both sides come from one document, whose names are in order. */
function compareRest(path: Path, was: object, is: object): readonly PolicyDifference[] {
  return JSON.stringify(was) === JSON.stringify(is)
    ? []
    : [{ effect: "changed", path: printPath(path), names: [] }];
}

function pairs<Rule>(
  was: { readonly [name: string]: Rule },
  is: { readonly [name: string]: Rule },
): readonly (readonly [name: string, was: Rule | undefined, is: Rule | undefined])[] {
  const of = (rules: { readonly [name: string]: Rule }, name: string) =>
    Object.hasOwn(rules, name) ? rules[name] : undefined;
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].map((name) => [
    name,
    of(was, name),
    of(is, name),
  ]);
}

/** `widened resources.orders.access.editor.update: total`. */
export function printDifference({ effect, path, names }: PolicyDifference): string {
  return `${effect} ${path}${names.length === 0 ? "" : `: ${names.join(", ")}`}`;
}
