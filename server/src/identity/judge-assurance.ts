import type { AssuranceRule } from "../config/identity.ts";
import { type Claims, isTexts, readPath } from "./claims.ts";

/**
 * Whether claims keep a rule. Threat: a provider ignores what it was asked for, or says less, or says it in another form;
 * so a claim that is absent, a list where a text is expected or the other way round keeps nothing, and neither does no rule.
 */
export function keepsRule(rule: AssuranceRule | undefined, claims: Claims): boolean {
  const required = Object.entries(rule?.required ?? {});
  const included = Object.entries(rule?.included ?? {});
  if (required.length + included.length === 0) return false;
  return (
    required.every(([path, accepted]) => {
      const value = readPath(claims, path);
      return typeof value === "string" && [accepted].flat().includes(value);
    }) &&
    included.every(([path, accepted]) => {
      const value = readPath(claims, path);
      return isTexts(value) && [accepted].flat().some((each) => value.includes(each));
    })
  );
}

/** Characters of a claim as JSON: enough to see what is wrong with it. */
const longest = 500;

/** What of the claims a second factor and its time were judged by, for the log. */
export function evidenceOf(rules: readonly (AssuranceRule | undefined)[], claims: Claims): Claims {
  const paths = [
    "acr",
    "amr",
    "acrs",
    "auth_time",
    ...rules.flatMap((rule) => Object.keys({ ...rule?.required, ...rule?.included })),
  ];
  return Object.fromEntries(
    [...new Set(paths)].flatMap((path) => {
      const value = readPath(claims, path);
      if (value === undefined) return [];
      const text = JSON.stringify(value);
      return [[path, text.length <= longest ? value : text.slice(0, longest).toWellFormed()]];
    }),
  );
}
