import { readdir, readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Catalog, Relation } from "../catalog/catalog.ts";
import { readCatalog } from "../catalog/read.ts";
import { committedColumns, hiddenColumns } from "../config/committed-columns.ts";
import type { PurserConfig } from "../config/config.ts";
import { resourceEntry } from "../config/resource-entry.ts";
import type { Database } from "../database/database.ts";
import { openDatabase } from "../database/database.ts";
import { listReached } from "../resource/read-only.ts";
import type { ArmedTable } from "./armed-table.ts";
import { armedTable, armStatements } from "./capture.ts";
import { ignoreOthersStatements, othersTrigger, recordOthersStatements } from "./capture-others.ts";
import { ledgerPrivileges, loginSettings, tablePrivileges } from "./privileges.ts";
import { restoreHiddenStatements } from "./restore-hidden.ts";
import { retentionStatements } from "./retention.ts";

const id = pg.escapeIdentifier;
const text = pg.escapeLiteral;

/** Statements that belong into one transaction. */
export interface MigrationStep {
  readonly title: string;
  readonly statements: readonly string[];
}

export interface MigrationOptions {
  /** A connection that may create roles, and triggers on the application's tables; used for this alone. */
  readonly adminUrl: string;
  readonly config: Pick<PurserConfig, "database" | "resources" | "limits" | "audit">;
  readonly onProgress?: (line: string) => void;
}

const migrationsFolder = new URL("../database/migrations/", import.meta.url);
const oldestVersion = 150_000;

/** The one table of Purser's own that people write to. */
const savedViews: ArmedTable = {
  schema: "purser",
  name: "saved_view",
  procedure: "capture_saved_view",
  columns: ["id", "resource", "issuer", "subject", "owner_name", "name", "shared", "state"],
  key: ["id"],
  committed: [],
  hidden: [],
};
const lockAttempts = 10;

/**
 * Brings the ledger, the login's rights and the capture triggers to what this version and this config need. Safe to
 * repeat. Each table is armed in a transaction of its own that waits at most two seconds for its lock and tries again,
 * because a waiting CREATE TRIGGER holds up every writer behind it.
 */
export async function migrate(options: MigrationOptions): Promise<void> {
  await withAdmin(options.adminUrl, async (admin) => {
    // Session-wide, so that two migrations never interleave; it goes with the connection.
    await admin.run({ text: "select pg_advisory_lock(hashtext('purser.migrate'))", values: [] });
    for (const plan of [planLedger, planTables]) {
      for (const step of await plan(admin, options)) {
        options.onProgress?.(step.title);
        await runStep(admin, step);
      }
    }
  });
}

/** The statements that `migrate` would run now, as a script for psql. */
export function printMigration(options: MigrationOptions): Promise<string> {
  return withAdmin(options.adminUrl, async (admin) => {
    const steps = [...(await planLedger(admin, options)), ...(await planTables(admin, options))];
    return steps
      .map((step) => `-- ${step.title}\nbegin;\n${step.statements.join(";\n")};\ncommit;\n`)
      .join("\n");
  });
}

async function withAdmin<T>(url: string, work: (admin: Database) => Promise<T>): Promise<T> {
  const admin = openDatabase({ url, connections: 1 });
  try {
    const [row] = (
      await admin.run({
        text: "select current_setting('server_version_num')::int, current_setting('server_version')",
        values: [],
      })
    ).rows;
    if (Number(row?.[0]) < oldestVersion)
      throw new Error(`PostgreSQL 15 or later is needed; this is ${row?.[1]}`);
    return await work(admin);
  } finally {
    await admin.end();
  }
}

async function runStep(admin: Database, step: MigrationStep): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await admin.transaction(async (connection) => {
        await connection.run({ text: "set local lock_timeout = '2s'", values: [] });
        for (const statement of step.statements)
          await connection.run({ text: statement, values: [] });
      });
    } catch (error) {
      const isLocked = error instanceof pg.DatabaseError && error.code === "55P03";
      if (!isLocked || attempt === lockAttempts) throw error;
      await wait(250 * attempt);
    }
  }
}

/** Roles are the cluster's: a migration of another of its databases may be quicker. */
const createOwner = `do $$ begin
  create role purser_owner nologin;
exception when duplicate_object or unique_violation then null;
end $$`;

/** Roles, the ledger's own schema, and the login's rights in it. */
async function planLedger(
  admin: Database,
  { config }: MigrationOptions,
): Promise<readonly MigrationStep[]> {
  const { login, password } = loginOf(config.database.ledgerUrl ?? config.database.url);
  const roles = new Set(
    (await admin.run({ text: "select rolname from pg_roles", values: [] })).rows.map(
      ([name]) => name,
    ),
  );
  const { asOwner, done } = await readLedgerState(admin);
  const savedViewArming = armStatements(savedViews, login);
  const files = (await readdir(migrationsFolder))
    .filter((name) => name.endsWith(".sql") && !done?.has(name))
    .sort();
  return [
    {
      title: `role ${login}`,
      statements: [
        ...(roles.has("purser_owner") ? [] : [createOwner]),
        ...(roles.has(login)
          ? []
          : [
              `create role ${id(login)} login${password === "" ? "" : ` password ${text(password)}`}`,
            ]),
        ...loginSettings(login, config.limits),
      ],
    },
    ...(done
      ? []
      : [
          {
            title: "schema purser",
            statements: ["create schema purser authorization purser_owner"],
          },
        ]),
    ...(await Promise.all(
      files.map(async (file) => ({
        title: `migration ${file}`,
        statements: asOwner([
          await readFile(new URL(file, migrationsFolder), "utf8"),
          `insert into purser.migration (name) values (${text(file)})`,
        ]),
      })),
    )),
    {
      title: `rights of ${login} in the ledger`,
      statements: asOwner([
        ...ledgerPrivileges(login),
        ...savedViewArming.asOwner,
        ...savedViewArming.onTable,
        "select purser.ensure_tree()",
        ...retentionStatements(config.audit?.retention),
        // A delivery that is no more must not keep months waiting for it.
        ...(config.audit?.delivery ? [] : ["delete from purser.delivery"]),
      ]),
    },
  ];
}

/** Which migrations ran (null before the first), and how to act as the owner: a superuser may, others borrow the role. */
async function readLedgerState(admin: Database) {
  const [row] = (
    await admin.run({
      text: `select current_user, rolsuper, to_regclass('purser.migration') is not null, to_regnamespace('purser') is not null
        from pg_roles where rolname = current_user`,
      values: [],
    })
  ).rows;
  const [me, isSuperuser, hasMigrations, hasSchema] = row ?? [];
  const names =
    hasMigrations === "t"
      ? (await admin.run({ text: "select name from purser.migration", values: [] })).rows
      : [];
  const borrowed = isSuperuser === "t" ? [] : [id(me ?? "")];
  return {
    done: hasSchema === "t" ? new Set(names.map(([name]) => name)) : null,
    asOwner: (statements: readonly string[]): readonly string[] => [
      ...borrowed.map((role) => `grant purser_owner to ${role}`),
      "set local role purser_owner",
      ...statements,
      "reset role",
      ...borrowed.map((role) => `revoke purser_owner from ${role}`),
    ],
  };
}

/** Rights and capture on the application's tables, where the ledger lies beside them. */
async function planTables(
  admin: Database,
  { config }: MigrationOptions,
): Promise<readonly MigrationStep[]> {
  if (config.database.ledgerUrl !== undefined) return [];
  const { login } = loginOf(config.database.url);
  const { asOwner } = await readLedgerState(admin);
  const catalog = await readCatalog(admin);
  const configured = catalog.relations.flatMap((relation) => {
    const entry = resourceEntry(config.resources, relation);
    return entry ? [{ relation, entry }] : [];
  });
  return [
    ...configured.map(({ relation, entry }) => ({
      title: `rights of ${login} on ${relation.schema}.${relation.name}`,
      statements: tablePrivileges(relation, entry, login),
    })),
    ...armable(
      catalog,
      configured.map(({ relation }) => relation),
    ).map((relation) => {
      const armed = armedTable(relation, {
        committed: committedColumns(config.resources, relation),
        hidden: hiddenColumns(config.resources, relation),
      });
      const arming = armStatements(armed, login);
      const restoring = restoreHiddenStatements(armed, login);
      const others = isForOthers(relation, config.resources)
        ? recordOthersStatements(armed, login)
        : { asOwner: [], onTable: [] };
      return {
        title: `capture on ${relation.schema}.${relation.name}`,
        statements: [
          ...asOwner([...arming.asOwner, ...restoring.asOwner, ...others.asOwner]),
          ...arming.onTable,
          ...restoring.onTable,
          ...others.onTable,
        ],
      };
    }),
    ...(await listWithOthers(admin))
      .filter((table) => !isForOthers(table, config.resources))
      .map((table) => ({
        title: `no capture of others on ${table.schema}.${table.name}`,
        statements: ignoreOthersStatements(table),
      })),
  ];
}

type TableName = Pick<Relation, "schema" | "name">;

function isForOthers(table: TableName, resources: PurserConfig["resources"]): boolean {
  return resourceEntry(resources, table)?.recordOthers === true;
}

/** Tables where writes beside Purser are recorded now, whatever the config says. */
async function listWithOthers(admin: Database): Promise<readonly TableName[]> {
  const { rows } = await admin.run({
    text: `select n.nspname, c.relname
      from pg_trigger as t join pg_class as c on c.oid = t.tgrelid join pg_namespace as n on n.oid = c.relnamespace
      where t.tgname = $1 and t.tgparentid = 0`,
    values: [othersTrigger],
  });
  return rows.map(([schema, name]) => ({ schema: schema ?? "", name: name ?? "" }));
}

/** The tables to arm, so that writes to `roots` leave nothing unrecorded; triggers for each row exist on tables only. */
function armable(catalog: Catalog, roots: readonly Relation[]): readonly Relation[] {
  const reached = new Set(roots.flatMap((root) => listReached(root, catalog)));
  return [...reached].filter(({ kind }) => kind === "table" || kind === "partitionedTable");
}

function loginOf(url: string): { readonly login: string; readonly password: string } {
  const { username, password } = new URL(url);
  return { login: decodeURIComponent(username), password: decodeURIComponent(password) };
}
