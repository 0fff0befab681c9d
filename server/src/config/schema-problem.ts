import * as z from "zod";
import { printPath } from "./path-step.ts";
import type { ConfigProblem } from "./problem.ts";
import { configSchema, noGrant } from "./schema.ts";
import { suggest } from "./suggest.ts";

/** What the schema found, in words for whoever wrote the config. */
export function problemsOf(issue: z.core.$ZodIssue): readonly ConfigProblem[] {
  if (issue.code === "invalid_union" && issue.message === noGrant) {
    const branch = issue.errors[Array.isArray(issue.input) ? 1 : 0] ?? [];
    return branch.flatMap((each) => problemsOf({ ...each, path: [...issue.path, ...each.path] }));
  }
  if (issue.code !== "unrecognized_keys")
    return [{ path: printPath(issue.path), ...explain(issue, issue.path.at(-1)) }];
  return issue.keys.map((key) => ({
    id: "unknown_setting",
    path: printPath([...issue.path, key]),
    message: `There is no setting "${key}" here.`,
    hint: suggest(key, settingsAt(configSchema, issue.path)),
  }));
}

function explain(
  issue: z.core.$ZodIssue,
  setting: PropertyKey | undefined,
): Omit<ConfigProblem, "path"> {
  switch (issue.code) {
    case "custom":
      return {
        id: String(issue.params?.id),
        message: `This ${issue.message}.`,
        hint: String(issue.params?.hint),
      };
    case "invalid_union":
      if ("options" in issue)
        return {
          id: "unknown_value",
          message: "This is none of the values that are known here.",
          hint: suggest("", (issue.options ?? []).map(String)),
        };
      return {
        id: "wrong_form",
        message: `This ${issue.message}.`,
        hint: setting === "currency" ? currencyForms : fieldSetForms,
      };
    case "invalid_type": {
      const expected = article(issue.expected);
      return issue.input === undefined
        ? {
            id: "missing_setting",
            message: "This is missing, or undefined.",
            hint: `It is ${expected}.`,
          }
        : {
            id: "wrong_type",
            message: `This is ${article(typeOf(issue.input))}.`,
            hint: `It must be ${expected}.`,
          };
    }
    case "invalid_value":
      return {
        id: "unknown_value",
        message: "This is none of the values that are known here.",
        hint: suggest(String(issue.input), issue.values.map(String)),
      };
    default:
      return {
        id: "out_of_bounds",
        message: "This is out of bounds.",
        hint: `${issue.message}.`,
      };
  }
}

/** Names of the settings that an object of the config may have. */
function settingsAt(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodExactOptional) return settingsAt(schema.unwrap(), path);
  const [step, ...rest] = path;
  if (schema instanceof z.ZodDiscriminatedUnion)
    return [...new Set(schema.options.flatMap((each) => settingsAt(each, path)))];
  if (schema instanceof z.ZodUnion)
    return settingsAt(schema.options[typeof step === "number" ? 1 : 0], path);
  if (schema instanceof z.ZodArray) return settingsAt(schema.element, rest);
  if (schema instanceof z.ZodRecord) return settingsAt(schema.valueType, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  return step === undefined
    ? Object.keys(schema.shape)
    : settingsAt(schema.shape[String(step)], rest);
}

const currencyForms = 'Write `{ code: "EUR" }` or `{ field: "currency" }`.';
const fieldSetForms =
  'Write `true` for all fields, `["a", "b"]` for some, or `{ except: ["a"] }` for all but some.';

function article(type: string): string {
  const words: { readonly [type: string]: string } = {
    int: "a whole number",
    array: "a list",
    record: "an object",
  };
  return words[type] ?? `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
