import type { GrantConfig } from "../config/config.ts";
import { includes } from "../config/field-set.ts";
import { listGrants } from "../config/list-grants.ts";
import type { Mask } from "../config/mask.ts";
import { toPathStep } from "../config/path-step.ts";
import type { ConfigProblem } from "../config/problem.ts";
import type { FieldKind } from "../contract/index.ts";
import type { Entry } from "./entry.ts";
import type { Field } from "./resource.ts";

/** What is said of masked fields, and does not fit what there is. */
export function checkMasks(entry: Entry, fields: readonly Field[]): readonly ConfigProblem[] {
  return [...checkFieldMasks(entry, fields), ...checkRights(entry, fields)];
}

const dates: readonly FieldKind[] = ["date", "timestamp", "timestamptz"];
const texts: readonly FieldKind[] = ["text", "longText", "enum", "other"];
const written: readonly FieldKind[] = [...texts, "integer", "bigint", "uuid", "network"];

/** Kinds of which a mask leaves something; of others it would show dots, whatever the value. */
const served: { readonly [mask in Exclude<Mask, object | "pseudonym">]: readonly FieldKind[] } = {
  year: dates,
  emailDomain: texts,
  lastFour: written,
  firstTwo: written,
};

function* checkFieldMasks(
  { config, path }: Entry,
  fields: readonly Field[],
): Generator<ConfigProblem> {
  for (const [name, { mask, exactLookup }] of Object.entries(config.fields ?? {})) {
    const field = fields.find((each) => each.name === name);
    if (!field) continue;
    const at = `${path}.fields${toPathStep(name)}`;
    if (typeof mask === "string" && mask !== "pseudonym") {
      if (!served[mask].includes(field.shape.kind))
        yield {
          id: "unfit_mask",
          path: `${at}.mask`,
          message: `Of ${field.shape.type}, "${mask}" leaves nothing.`,
          hint: "Use `pseudonym`, or `{ fixed: … }`.",
        };
    }
    if (exactLookup === true && field.mask === null)
      yield {
        id: "lookup_without_mask",
        path: `${at}.exactLookup`,
        message: `"${name}" is not masked, so it is filtered by like any other field.`,
        hint: "Remove `exactLookup`, or set a `mask`.",
      };
  }
}

/** Names in `clear`, `reveal`, `filter` and `sort` that take nothing or give nothing: somebody meant something else. */
function* checkRights({ config, path }: Entry, fields: readonly Field[]): Generator<ConfigProblem> {
  for (const [grant, at] of listGrants(config.access, path)) {
    for (const right of ["clear", "reveal", "filter", "sort"] as const) {
      const set = grant[right];
      for (const name of Array.isArray(set) ? set : []) {
        const field = fields.find((each) => each.name === name);
        const problem = field && explainRight(right, field, grant);
        if (problem) yield { ...problem, path: `${at}.${right}` };
      }
    }
  }
}

function explainRight(
  right: "clear" | "reveal" | "filter" | "sort",
  { name, mask }: Field,
  { read, clear }: GrantConfig,
): Omit<ConfigProblem, "path"> | null {
  if (!includes(read, name))
    return {
      id: "not_readable",
      message: `"${name}" is not in the grant's \`read\`.`,
      hint: "Name it there too, or leave it out here.",
    };
  if ((right === "clear" || right === "reveal") && mask === null)
    return {
      id: "not_masked",
      message: `"${name}" is not masked, so it is in clear for everybody who reads it.`,
      hint: "Set a `mask` for the field, or leave it out here.",
    };
  if ((right === "filter" || right === "sort") && mask !== null && !includes(clear, name))
    return {
      id: "not_clear",
      message: `"${name}" is masked in this grant, so nobody may ${right} by it.`,
      hint: "Name it in `clear` too, or leave it out here. `exactLookup` finds whole values.",
    };
  return null;
}
