import { isLoopback } from "./loopback.ts";
import { printPath } from "./path-step.ts";
import { isWalled, missingPerimeter, type PerimeterConfig } from "./perimeter.ts";
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
    ...checkSecondFactor(at(config, "identity"), at(config, "passkeys")),
    ...checkLogin(at(config, "database")),
    ...checkPerimeter(config, parsed.data?.perimeter),
    ...checkAccess(at(config, "roles"), at(config, "resources")),
    ...(at(config, "requireSignOff") === true ? checkSignOffs(at(config, "resources")) : []),
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

/** One factor is never enough, so somebody has to be able to prove the second one. */
function* checkSecondFactor(identity: unknown, passkeys: unknown): Generator<ConfigProblem> {
  if (passkeys !== false || at(identity, "secondFactor") !== undefined) return;
  yield {
    id: "no_second_factor",
    path: "identity.secondFactor",
    message: "Nothing proves a second factor, so nobody could sign in.",
    hint: 'There are two ways: say what in the provider\'s answer proves one (`secondFactor: { included: { amr: "mfa" } }`, as the presets `okta`, `google` and `auth0` do by themselves), or let people use passkeys (leave `passkeys: false` out).',
  };
}

/** Where people open the console from other machines, something in front of Purser lets them through. */
function* checkPerimeter(config: unknown, perimeter: PerimeterConfig | undefined) {
  const url = URL.parse(String(at(config, "origin")));
  if (url === null || isLoopback(url.hostname)) return;
  if (at(config, "perimeter") === undefined || (perimeter && !isWalled(perimeter)))
    yield missingPerimeter(
      "People open this console from other machines, and nothing says from which.",
    );
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

/** Read first, write later: where sign-offs are demanded, nobody writes before somebody has agreed to it. */
function* checkSignOffs(resources: unknown): Generator<ConfigProblem> {
  for (const [table, resource] of isRecord(resources) ? Object.entries(resources) : []) {
    const access = at(resource, "access");
    const grants = isRecord(access) ? Object.values(access).flat() : [];
    for (const write of ["create", "update", "delete"]) {
      if (
        !grants.some((grant) => allows(at(grant, write))) ||
        isRecord(at(at(resource, "signOff"), write))
      )
        continue;
      yield {
        id: "unsigned_write",
        path: printPath(["resources", table, "signOff", write]),
        message: `Somebody may ${write} here, and nobody has signed that off.`,
        hint: `Write \`${write}: { by: "name", on: "YYYY-MM-DD", reference: "where it was decided" }\`, or grant no \`${write}\`.`,
      };
    }
  }
}

function allows(right: unknown): boolean {
  return right === true || isRecord(right) || (Array.isArray(right) && right.length > 0);
}

function at(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
