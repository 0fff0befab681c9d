import { always, type Condition, isAlwaysMet, never } from "../access/condition.ts";
import { type Explanation, whoShows } from "../access/explain.ts";
import type { Grant } from "../access/grant.ts";
import type { Where } from "../access/reach.ts";
import { conditionOf } from "../access/within-reach.ts";
import type {
  AccessExplanation,
  FieldAccess,
  FieldLevel,
  Reach,
  RecordAccess,
  Refusal,
} from "../contract/index.ts";
import type { Field } from "../resource/resource.ts";
import { printCondition } from "../statement/explain.ts";

/** Whether a record meets conditions; null where the asker may not be told. */
export interface Standing {
  readonly key: string;
  readonly rows: boolean | null;
  /** Of `Explanation.grants`, and of the conditions of the grant that they come to. */
  readonly grants: readonly (boolean | null)[];
  readonly conditions: readonly (boolean | null)[];
}

/** Puts an explanation into words that a person or a program can read. */
export function describeAccess(
  explanation: Explanation,
  standing: Standing | null,
): AccessExplanation {
  const { resource, roles, grants, grant } = explanation;
  return {
    roles,
    resource: resource.name,
    label: resource.label,
    rows: reachOf(grant?.rows ?? never),
    grants: grants.map(({ name, rows }) => ({ name, rows: reachOf(rows) })),
    fields: resource.fields.map((field) => describeField(explanation, field)),
    writes: (["create", "update", "delete"] as const).map((write) => {
      const denial = grant?.denials.get(write);
      const isDenied = grant === null || denial !== undefined;
      return {
        write,
        rows: isDenied ? "none" : reachOf(writeRows(grant, write)),
        why: isDenied ? whyNot(denial) : null,
      };
    }),
    record: standing && describeRecord(explanation, standing),
  };
}

function whyNot(denial: Refusal | undefined): string {
  const isRefused = denial === undefined || denial.refused === "forbidden";
  return (isRefused ? undefined : denial.detail) ?? "No grant allows it.";
}

function writeRows(grant: Grant, write: "create" | "update" | "delete"): Condition {
  if (write === "update")
    return {
      kind: "or",
      conditions: [...new Set(grant.updatable.values())].map((where) =>
        conditionOf(grant.conditions, where),
      ),
    };
  return conditionOf(grant.conditions, write === "create" ? grant.creates : grant.deletable);
}

function describeField(explanation: Explanation, field: Field): FieldAccess {
  const { grant } = explanation;
  const { name, label, mask } = field;
  const seen = grant?.readable.find((each) => each.name === name);
  const reach = (where: Where | undefined) =>
    reachOf(conditionOf(grant?.conditions ?? [], where ?? "never"));
  return {
    name,
    label,
    level: levelOf(seen?.shown ?? "never", seen?.clear ?? "never"),
    mask: typeof mask === "object" && mask !== null ? mask.fixed : mask,
    shown: reach(seen?.shown),
    clear: reach(seen?.clear),
    reveal: reach(seen?.revealable),
    create: grant?.denials.has("create") ? "none" : reach(grant?.creatable.get(name)),
    update: grant?.denials.has("update") ? "none" : reach(grant?.updatable.get(name)),
    ...whoShows(explanation, name),
  };
}

function levelOf(shown: Where, clear: Where): FieldLevel {
  if (shown === "never") return "hidden";
  if (shown === clear) return shown === "always" ? "clear" : "varies";
  return shown === "always" && clear === "never" ? "masked" : "varies";
}

function describeRecord(
  { resource, grants, grant }: Explanation,
  { key, rows, ...met }: Standing,
): RecordAccess {
  const holds = (where: Where): boolean | null =>
    where === "always" || (where !== "never" && (met.conditions[where] ?? null));
  const levelOfField = (name: string) => {
    const seen = grant?.readable.find((field) => field.name === name);
    if (!seen || rows === false) return "hidden";
    const [shown, clear] = [holds(seen.shown), holds(seen.clear)];
    if (rows === null || shown === null) return null;
    if (!shown) return "hidden";
    return clear === null ? null : clear ? "clear" : "masked";
  };
  return {
    key,
    inReach: rows,
    grants: grants.map(({ name }, index) => ({ name, inReach: met.grants[index] ?? null })),
    fields: resource.fields.map(({ name }) => ({ name, level: levelOfField(name) })),
  };
}

function reachOf(condition: Condition): Reach {
  const plain = simplify(condition);
  if (isAlwaysMet(plain)) return "all";
  if (plain.kind === "or" && plain.conditions.length === 0) return "none";
  return { sql: printCondition(plain) };
}

/** Without what says nothing, so that a reader sees the rule and not how it was put together. */
function simplify(condition: Condition): Condition {
  if (condition.kind !== "and" && condition.kind !== "or") return condition;
  const [neutral, deciding] = condition.kind === "and" ? [always, never] : [never, always];
  const parts = condition.conditions.map(simplify).filter((part) => !isEmpty(part, neutral.kind));
  if (parts.some((part) => isEmpty(part, deciding.kind))) return deciding;
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind: condition.kind, conditions: parts };
}

function isEmpty(condition: Condition, kind: "and" | "or"): boolean {
  return condition.kind === kind && condition.conditions.length === 0;
}
