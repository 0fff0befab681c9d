import { randomBytes } from "node:crypto";
import pg from "pg";
import { describe, inject } from "vitest";
import { oldestVersion, type TestServer } from "./postgres-server.ts";

export type { TestServer } from "./postgres-server.ts";

/** A database of one test file. */
export interface TestDatabase {
  /** Of a login that was granted nothing. */
  readonly url: string;
  readonly superuserUrl: string;
  readonly drop: () => Promise<void>;
}

/** What a database begins with; built once per server, then copied file by file, which takes a tenth of the time. */
export interface Template {
  readonly name: string;
  readonly build: (client: pg.Client) => Promise<void>;
}

export interface TestDatabaseOptions {
  readonly server?: TestServer;
  readonly template?: Template;
}

/** Makes a fresh database, on the newest PostgreSQL unless told. */
export async function createTestDatabase({
  server = newestServer(),
  template,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString("hex")}`;
  if (template !== undefined) await buildTemplate(server, template);
  await run(server, [
    `create database ${name} template ${template?.name ?? "template1"}`,
    `create role ${name} login password '${name}'`,
  ]);
  const superuserUrl = urlOf(server, name);
  const url = new URL(superuserUrl);
  url.username = name;
  url.password = name;
  return {
    url: url.href,
    superuserUrl,
    drop: () => run(server, [`drop database ${name} with (force)`, `drop role ${name}`]),
  };
}

/** The same tests on the newest and on the oldest supported PostgreSQL; named, but skipped, where that isn't installed. */
export function withEachServer(define: (server: TestServer) => void): void {
  const servers = inject("servers");
  for (const server of servers) describe(`PostgreSQL ${server.version}`, () => define(server));
  if (servers.some(({ version }) => version === oldestVersion)) return;
  describe.skip(`PostgreSQL ${oldestVersion}, not installed`, () =>
    define({ version: oldestVersion, superuserUrl: "" }));
}

function newestServer(): TestServer {
  const [server] = inject("servers");
  if (server === undefined) throw new Error("no PostgreSQL was started for the tests");
  return server;
}

function urlOf(server: TestServer, database: string): string {
  const url = new URL(server.superuserUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Test files run side by side: the first to come builds under another name, the others wait for its lock. */
async function buildTemplate(server: TestServer, { name, build }: Template): Promise<void> {
  await withClient(server.superuserUrl, async (client) => {
    await client.query("select pg_advisory_lock(hashtext($1))", [name]);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 1) return;
    await client.query(`drop database if exists ${name}_partial`);
    await client.query(`create database ${name}_partial`);
    await withClient(urlOf(server, `${name}_partial`), build);
    await client.query(`alter database ${name}_partial rename to ${name}`);
  });
}

async function run(server: TestServer, statements: readonly string[]): Promise<void> {
  await withClient(server.superuserUrl, async (client) => {
    for (const statement of statements) await client.query(statement);
  });
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
