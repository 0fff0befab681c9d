import { isLoopback } from "./loopback.ts";
import { printPath } from "./path-step.ts";
import type { ConfigProblem } from "./problem.ts";
import { configSchema } from "./schema.ts";
import { problemsOf } from "./schema-problem.ts";
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

function at(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
