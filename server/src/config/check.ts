import * as z from "zod";
import { isLoopback } from "./loopback.ts";
import { toPathStep } from "./path-step.ts";
import type { ConfigProblem } from "./problem.ts";
import { configSchema } from "./schema.ts";
import { suggest } from "./suggest.ts";

/**
 * Everything that is wrong with a config, as far as it can be told without the database: settings one by one, then
 * those that must fit each other. No problem repeats a value, since some are secrets.
 */
export function checkConfig(config: unknown): readonly ConfigProblem[] {
  const parsed = configSchema.safeParse(config, { reportInput: true });
  return [
    ...(parsed.error?.issues ?? []).flatMap(problemsOf),
    ...checkIssuer(at(config, "identity")),
    ...checkLogin(at(config, "database")),
    ...checkAccess(at(config, "roles"), at(config, "resources")),
  ];
}

function problemsOf(issue: z.core.$ZodIssue): readonly ConfigProblem[] {
  const path = printPath(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        id: "unknown_setting",
        path: printPath([...issue.path, key]),
        message: `There is no setting "${key}" here.`,
        hint: suggest(key, settingsAt(configSchema, issue.path)),
      }));
    case "custom":
      return [
        {
          id: String(issue.params?.id),
          path,
          message: `This ${issue.message}.`,
          hint: String(issue.params?.hint),
        },
      ];
    case "invalid_union":
      return [{ id: "wrong_form", path, message: `This ${issue.message}.`, hint: formHint(path) }];
    case "invalid_type":
      if (issue.input === undefined)
        return [
          {
            id: "missing_setting",
            path,
            message: "This is missing.",
            hint: `It is ${article(issue.expected)}.`,
          },
        ];
      return [
        {
          id: "wrong_type",
          path,
          message: `This is ${article(typeOf(issue.input))}.`,
          hint: `It must be ${article(issue.expected)}.`,
        },
      ];
    case "invalid_value":
      return [
        {
          id: "unknown_value",
          path,
          message: "This is none of the values that are known here.",
          hint: suggest(String(issue.input), issue.values.map(String)),
        },
      ];
    default:
      return [
        { id: "out_of_bounds", path, message: "This is out of bounds.", hint: `${issue.message}.` },
      ];
  }
}

function* checkIssuer(identity: unknown): Generator<ConfigProblem> {
  const url = URL.parse(String(at(identity, "issuer")));
  if (url?.protocol !== "http:") return;
  if (isLoopback(url.hostname) && at(identity, "allowInsecureIssuer") === true) return;
  yield {
    id: "insecure_issuer",
    path: "identity.issuer",
    message: "Over plain http, anybody on the way can say who somebody is.",
    hint: isLoopback(url.hostname)
      ? "Set `allowInsecureIssuer: true` for a provider on this machine."
      : "Use the issuer's https address. Plain http is only for a provider on this machine.",
  };
}

/** The login that the ledger and its rights are made for is named by a URL, not by the environment. */
function* checkLogin(database: unknown): Generator<ConfigProblem> {
  const name = at(database, "ledgerUrl") === undefined ? "url" : "ledgerUrl";
  const url = URL.parse(String(at(database, name)));
  if (url === null || url.username !== "") return;
  yield {
    id: "login_missing",
    path: `database.${name}`,
    message: "This URL names no login.",
    hint: "Write `postgres://purser:password@host/database`, with a login that is Purser's alone.",
  };
}

function* checkAccess(roles: unknown, resources: unknown): Generator<ConfigProblem> {
  const known = isRecord(roles) ? Object.keys(roles) : [];
  for (const [table, resource] of isRecord(resources) ? Object.entries(resources) : []) {
    const access = at(resource, "access");
    for (const role of isRecord(access) ? Object.keys(access) : []) {
      if (known.includes(role)) continue;
      yield {
        id: "unknown_role",
        path: printPath(["resources", table, "access", role]),
        message: `There is no role "${role}".`,
        hint: suggest(role, known),
      };
    }
  }
}

/** Names of the settings that an object of the config may have. */
function settingsAt(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodExactOptional) return settingsAt(schema.unwrap(), path);
  const [step, ...rest] = path;
  if (schema instanceof z.ZodRecord) return settingsAt(schema.valueType, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  return step === undefined
    ? Object.keys(schema.shape)
    : settingsAt(schema.shape[String(step)], rest);
}

function printPath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => toPathStep(String(step)))
    .join("")
    .replace(/^\./, "");
}

function formHint(path: string): string {
  return path.endsWith(".currency")
    ? 'Write `{ code: "EUR" }` or `{ field: "currency" }`.'
    : 'Write `true` for all fields, `["a", "b"]` for some, or `{ except: ["a"] }` for all but some.';
}

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

function at(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
