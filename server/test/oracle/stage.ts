import { hash, randomBytes } from "node:crypto";
import pg from "pg";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";
import { migrate } from "../../src/audit/migrate.ts";
import type { PurserConfig } from "../../src/config/config.ts";
import { createPurser } from "../../src/purser.ts";
import { configureAccess, schemaOf } from "./configure.ts";
import type { Data, Table, Viewer, World } from "./world.ts";
import { owner, rowsOf } from "./world.ts";

const origin = "http://localhost:4000";

/** What does not change from one world to the next. */
const deployment = {
  name: "Oracle",
  origin,
  identity: {
    kind: "oidc",
    issuer: "http://localhost:4001",
    clientId: "oracle",
    allowInsecureIssuer: true,
    claims: ["region", "units", "level", "missing", "nothing", "empty", "odd", "mixed"],
  },
  secret: randomBytes(32).toString("base64"),
  limits: { requestsPerMinute: 10_000_000 },
  // Its questions are many, and the limit has tests of its own.
  reveal: { lookupsPerHour: 100_000 },
} as const satisfies Partial<PurserConfig>;

/** Tables, armed and empty, as a database to copy: that takes a tenth of the time. */
export interface Ground {
  readonly tables: readonly Table[];
  readonly superuserUrl: string;
  readonly name: string;
  readonly remove: () => Promise<void>;
}

/** A world in a database of its own, with a server over it. */
export interface Stage {
  readonly call: (who: "viewer" | "owner", asked: Call) => Promise<Answer>;
  /** Every row of every table, as PostgreSQL prints it, and when. */
  readonly dump: () => Promise<Dump>;
  readonly close: () => Promise<void>;
}

export interface Dump {
  readonly data: Data;
  /** An instant at which it was so. */
  readonly at: string;
}

export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
}

export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are compared, not computed with
  readonly json: any;
}

/** Builds and arms the tables; `superuserUrl` is of any database of the cluster. */
export async function layGround(superuserUrl: string, tables: readonly Table[]): Promise<Ground> {
  const name = `ground_${randomBytes(6).toString("hex")}`;
  await withClient(superuserUrl, (client) => client.query(`create database ${name}`));
  const url = withDatabase(superuserUrl, name);
  await withClient(url, (client) => client.query(schemaOf(tables)));
  await migrate({
    adminUrl: url,
    config: {
      ...deployment,
      ...configureAccess(tables, null),
      database: { url: loginUrl(url, name) },
    },
  });
  return {
    tables,
    superuserUrl,
    name,
    remove: () =>
      withClient(superuserUrl, (client) => client.query(`drop database ${name} with (force)`)),
  };
}

/** Puts a world, or its twin, on a copy of the ground, with the rows of `before`. */
export async function setStage(ground: Ground, world: World): Promise<Stage> {
  const name = `stage_${randomBytes(6).toString("hex")}`;
  await withClient(ground.superuserUrl, (client) =>
    client.query(`create database ${name} template ${ground.name} strategy file_copy`),
  );
  const adminUrl = withDatabase(ground.superuserUrl, name);
  const rows = world.tables.map((table) => insertAll(table, rowsOf(world.before, table.name)));
  await withClient(adminUrl, (client) => client.query(rows.join(";\n")));
  const url = loginUrl(adminUrl, ground.name);
  const config = {
    ...deployment,
    ...configureAccess(ground.tables, world.policy),
    database: { url, connections: 3 },
  };
  const purser = await createPurser(config, {
    log: pino({ level: "silent" }),
  });
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  const cookies = {
    viewer: await openSession(url, world.viewer),
    owner: await openSession(url, { roles: [owner], subject: "owner", email: null, claims: {} }),
  };
  return {
    call: async (who, { method, path, body, headers = {} }) => {
      const response = await purser.fetch(
        new Request(origin + path, {
          method,
          headers: {
            cookie: cookies[who],
            ...(method !== "GET" && { origin }),
            ...(body !== undefined && { "content-type": "application/json" }),
            ...headers,
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      );
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json") ?? false;
      return {
        status: response.status,
        headers: Object.fromEntries([...response.headers].toSorted()),
        text,
        json: isJson ? JSON.parse(text) : null,
      };
    },
    dump: () => dumpAll(admin, world.tables),
    close: async () => {
      await purser.stop();
      await admin.end();
      await withClient(ground.superuserUrl, (client) =>
        client.query(`drop database ${name} with (force)`),
      );
    },
  };
}

function insertAll({ name, columns }: Table, rows: readonly { [column: string]: string | null }[]) {
  if (rows.length === 0) return "select";
  const tuples = rows.map(
    (row) => `(${columns.map((column) => literal(row[column.name] ?? null)).join(", ")})`,
  );
  return `insert into ${name} values ${tuples.join(", ")}`;
}

function literal(text: string | null): string {
  return text === null ? "null" : pg.escapeLiteral(text);
}

async function dumpAll(admin: pg.Client, tables: readonly Table[]): Promise<Dump> {
  const parts = tables.map(
    ({ name, columns }) =>
      `'${name}', (select coalesce(json_agg(json_build_object(${columns.map((column) => `'${column.name}', ${column.name}::text`).join(", ")})), '[]') from ${name})`,
  );
  const { rows } = await admin.query(
    `select json_build_object(${parts.join(", ")}) as data, (clock_timestamp() at time zone 'utc')::text || '+00' as at`,
  );
  return rows[0];
}

async function openSession(url: string, viewer: Viewer): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  await withClient(url, (client) =>
    client.query(
      `select purser.open_session($1, $2, 'https://issuer.test', $3, $3, $4, $5, $6, '15 minutes', '12 hours', '127.0.0.1', 'oracle', $7, $8, 'oracle', p_second_factor => 'provider', p_authenticated_at => now())`,
      [
        uuidv7(),
        hash("sha256", secret, "buffer"),
        viewer.subject,
        viewer.email,
        viewer.roles,
        JSON.stringify(viewer.claims),
        uuidv7(),
        uuidv7(),
      ],
    ),
  );
  return `purser-4000=${secret}`;
}

async function withClient(
  url: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(superuserUrl: string, name: string): string {
  const url = new URL(superuserUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Roles belong to the whole cluster: each ground has a login of its own. */
function loginUrl(databaseUrl: string, ground: string): string {
  const url = new URL(databaseUrl);
  url.username = `purser_${ground}`;
  url.password = "purser";
  return url.href;
}
