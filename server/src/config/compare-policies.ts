import type { FieldConfig, FieldSet, RoleConfig } from "./config.ts";
import { includes } from "./field-set.ts";
import { printPath } from "./path-step.ts";
import type { StatedPerimeter } from "./perimeter.ts";
import type { Policy, StatedGrant, StatedResource } from "./policy-digest.ts";
import type { StatedRowRule } from "./stated-row-rule.ts";

/** One rule that is another one than before. */
export interface PolicyDifference {
  /**
   * Somebody may do more, or less; `reworded` is a row rule, a perimeter or what is asked of people that says something else, which may be either; `changed` is
   * what gives and takes nothing.
   */
  readonly effect: "widened" | "narrowed" | "reworded" | "changed";
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
    ...compareSwitch(["requireSignOff"], !was.requireSignOff, !is.requireSignOff),
    ...compareRest(["reveal"], was.reveal, is.reveal),
    ...comparePerimeters(["perimeter"], was.perimeter, is.perimeter),
    ...compareRest(["identity"], was.identity.provider, is.identity.provider, "reworded"),
    ...compareRest(["passkeys"], [was.identity.passkeys], [is.identity.passkeys], "reworded"),
    ...compareRest(["assurance"], was.identity.assurance, is.identity.assurance, "reworded"),
  ];
}

type Path = readonly PropertyKey[];

const powers = ["audit", "review", "administer"] as const;

function compareRoles(
  path: Path,
  was: RoleConfig | undefined,
  is: RoleConfig | undefined,
): readonly PolicyDifference[] {
  if (!was || !is) return cameOrWent(path, is !== undefined);
  return [
    ...compareNames([...path, "groups"], new Set(was.groups), new Set(is.groups)),
    ...powers.flatMap((power) =>
      compareSwitch([...path, power], was[power] === true, is[power] === true),
    ),
    ...compareRest(path, without(was, ["groups", ...powers]), without(is, ["groups", ...powers])),
  ];
}

function compareResources(
  path: Path,
  was: StatedResource | undefined,
  is: StatedResource | undefined,
): readonly PolicyDifference[] {
  if (!was || !is) return cameOrWent(path, is !== undefined);
  return [
    ...pairs(was.access, is.access).flatMap(([role, before, after]) =>
      compareGrants([...path, "access", role], before ?? [], after ?? []),
    ),
    ...pairs(was.fields ?? {}, is.fields ?? {}).flatMap(([name, before, after]) =>
      compareField([...path, "fields", name], before ?? {}, after ?? {}),
    ),
    ...compareRest([...path, "signOff"], was.signOff ?? {}, is.signOff ?? {}),
    ...compareRest(path, withoutRules(was), withoutRules(is)),
  ];
}

const judgedOfField = ["hidden", "mask", "exactLookup", "personal"];

const optOuts = ["dangerouslyAllowEveryNetwork", "dangerouslyServeWithoutTls"] as const;

function comparePerimeters(
  path: Path,
  was: StatedPerimeter,
  is: StatedPerimeter,
): readonly PolicyDifference[] {
  const [before, after] = [was, is].map(({ networks }) => networks && new Set(networks));
  return [
    ...(before && after ? compareNames([...path, "networks"], before, after) : []),
    // Without networks it is another rule that says from where: the access proxy's, or this machine's.
    ...(!before !== !after ? cameOrWent([...path, "networks"], before !== undefined) : []),
    ...optOuts.flatMap((name) =>
      compareSwitch([...path, name], was[name] === true, is[name] === true),
    ),
    ...compareRest(
      path,
      without(was, ["networks", ...optOuts]),
      without(is, ["networks", ...optOuts]),
      "reworded",
    ),
  ];
}

/** What is said of a resource beside who may do what with it. */
function withoutRules(resource: StatedResource): object {
  const fields = Object.entries(resource.fields ?? {})
    .map(([name, field]) => [name, without(field, judgedOfField)] as const)
    .filter(([, rest]) => Object.keys(rest).length > 0);
  return { ...without(resource, ["access", "signOff", "fields"]), fields };
}

function compareGrants(
  path: Path,
  was: readonly StatedGrant[],
  is: readonly StatedGrant[],
): readonly PolicyDifference[] {
  const count = Math.max(was.length, is.length);
  return Array.from({ length: count }, (_, index) => index).flatMap((index) =>
    compareGrant(count === 1 ? path : [...path, index], was[index], is[index]),
  );
}

function compareGrant(
  path: Path,
  was: StatedGrant | undefined,
  is: StatedGrant | undefined,
): readonly PolicyDifference[] {
  return [
    ...(was && is ? compareRows([...path, "rows"], was.rows, is.rows) : []),
    ...(["read", "clear", "reveal", "create", "update"] as const).flatMap((right) =>
      compareFields([...path, right], was?.[right], is?.[right]),
    ),
    ...(was && is
      ? (["filter", "sort"] as const).flatMap((right) =>
          compareFields([...path, right], was[right] ?? true, is[right] ?? true),
        )
      : []),
    ...compareSwitch([...path, "delete"], was?.delete === true, is?.delete === true),
  ];
}

function compareRows(
  path: Path,
  was: StatedRowRule | undefined,
  is: StatedRowRule | undefined,
): readonly PolicyDifference[] {
  if (was && is) return compareRest(path, was, is, "reworded");
  return compareSwitch(path, was === undefined, is === undefined);
}

function compareField(path: Path, was: FieldConfig, is: FieldConfig): readonly PolicyDifference[] {
  return [
    ...compareHiding([...path, "hidden"], was.hidden, is.hidden),
    ...compareMasks([...path, "mask"], was.mask, is.mask),
    ...compareSwitch([...path, "exactLookup"], was.exactLookup === true, is.exactLookup === true),
    ...compareHiding([...path, "personal"], was.personal, is.personal),
  ];
}

/** From what gives most: where nothing is said, the column's looks decide. */
const hidings = [false, undefined, true];

function compareHiding(
  path: Path,
  was: boolean | undefined,
  is: boolean | undefined,
): readonly PolicyDifference[] {
  return was === is ? [] : cameOrWent(path, hidings.indexOf(is) < hidings.indexOf(was));
}

/** Another mask may show more of a value, and leaving it to the column's looks too: only these two surely take. */
function compareMasks(
  path: Path,
  was: FieldConfig["mask"],
  is: FieldConfig["mask"],
): readonly PolicyDifference[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  const narrows = is !== undefined && (was === false || typeof is === "object");
  return cameOrWent(path, !narrows);
}

/** Stands for every field that neither of two rules names. */
const others = "every other field";

function compareFields(
  path: Path,
  was: FieldSet | undefined,
  is: FieldSet | undefined,
): readonly PolicyDifference[] {
  const named = [...namesOf(was), ...namesOf(is), others];
  const within = (set: FieldSet | undefined) =>
    new Set(named.filter((name) => includes(set, name)));
  return compareNames(path, within(was), within(is));
}

function namesOf(set: FieldSet | undefined): readonly string[] {
  if (set === undefined || set === true) return [];
  return "except" in set ? set.except : set;
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
function compareRest(
  path: Path,
  was: object,
  is: object,
  effect: "changed" | "reworded" = "changed",
): readonly PolicyDifference[] {
  return JSON.stringify(was) === JSON.stringify(is)
    ? []
    : [{ effect, path: printPath(path), names: [] }];
}

function without(rules: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(rules).filter(([name]) => !names.includes(name)));
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
