import type { ConfigProblem } from "../config/problem.ts";
import { StartError } from "../config/start-error.ts";
import type { Database, TextRow } from "./database.ts";
import { outputSettings } from "./database.ts";

const oldestVersion = 150_000;

/** Makes sure that the ledger is there and that the login which serves people has no rights beyond it. */
export async function assertLedger(ledger: Database): Promise<void> {
  const [server, superuser, owner, hasLedger] = await readLogin(ledger);
  const problems: ConfigProblem[] = [];
  if (Number(server) < oldestVersion)
    problems.push(
      problem("server_too_old", "The database is older than PostgreSQL 15.", "Upgrade PostgreSQL."),
    );
  if (hasLedger !== "t")
    problems.push(
      problem(
        "not_migrated",
        "The audit log is not there yet, or not for this login.",
        "Run `purser migrate`.",
      ),
    );
  if (superuser === "t")
    problems.push(
      problem(
        "superuser_login",
        "Purser's login is a superuser, who could rewrite the audit log.",
        "Give Purser a login of its own; `purser migrate` makes it.",
      ),
    );
  else if (owner === "t")
    problems.push(
      problem(
        "owner_login",
        "Purser's login is a member of purser_owner, who could rewrite the audit log.",
        "Revoke that membership.",
      ),
    );
  const hint = "Run `purser migrate`, and set nothing for the login elsewhere.";
  problems.push(...(await findStrayed(ledger, outputSettings, hint)));
  if (problems.length > 0) throw new StartError(problems);
}

/** Makes sure that a connection has these settings. */
export async function assertSettings(
  database: Database,
  settings: { readonly [name: string]: string },
  hint: string,
): Promise<void> {
  const strayed = await findStrayed(database, settings, hint);
  if (strayed.length > 0) throw new StartError(strayed);
}

/** Whether the login that reads a foreign database may do anything there, which a preview says but bears. */
export async function isSuperuser(rows: Database): Promise<boolean> {
  const [, superuser] = await readLogin(rows);
  return superuser === "t";
}

async function readLogin(database: Database): Promise<TextRow> {
  const { rows } = await database.run({
    text: `select current_setting('server_version_num'), r.rolsuper,
        coalesce((select pg_has_role(session_user, o.oid, 'member') from pg_roles as o where o.rolname = 'purser_owner'), false),
        to_regclass('purser.operation') is not null and has_schema_privilege(session_user, to_regnamespace('purser')::oid, 'usage')
      from pg_roles as r where r.rolname = session_user`,
    values: [],
  });
  return rows[0] ?? [];
}

/** The settings that are others than wanted. */
async function findStrayed(
  database: Database,
  settings: { readonly [name: string]: string },
  hint: string,
): Promise<readonly ConfigProblem[]> {
  const { rows } = await database.run({
    text: "select lower(name), setting from pg_settings where lower(name) = any($1)",
    values: [Object.keys(settings)],
  });
  const found = new Map(rows.map(([name, setting]) => [name ?? "", setting ?? ""]));
  return Object.entries(settings)
    .filter(([name, wanted]) => found.get(name)?.toLowerCase() !== wanted.toLowerCase())
    .map(([name, wanted]) =>
      problem("login_setting", `The login's ${name} is ${found.get(name)}, not ${wanted}.`, hint),
    );
}

function problem(id: string, message: string, hint: string): ConfigProblem {
  return { id, path: "database.url", message, hint };
}
