import { randomBytes } from "node:crypto";
import pg from "pg";
import { migrate } from "../../src/audit/migrate.ts";
import type { PurserConfig } from "../../src/config/config.ts";
import type { Problem } from "../../src/contract/index.ts";
import { createPurser, type Purser, type PurserOptions } from "../../src/purser.ts";
import { giveSession } from "./give-session.ts";
import { startPgbouncer } from "./pgbouncer.ts";
import { createTestDatabase, type TestServer } from "./postgres.ts";

export const origin = "http://localhost:4000";

/** A back office over a database of its own, with an administrator's connection to look behind it. */
export interface TestOffice {
  readonly purser: Purser;
  readonly config: PurserConfig;
  /** Superuser. */
  readonly admin: pg.Client;
  readonly adminUrl: string;
  /** As Purser's own login. */
  readonly login: pg.Client;
  /** A session with these roles, opened in the ledger as a sign-in does. */
  readonly signIn: (...roles: readonly string[]) => Promise<Visitor>;
  /** The same for somebody of whom the identity provider says this. */
  readonly signInWith: (
    claims: { readonly [claim: string]: unknown },
    ...roles: readonly string[]
  ) => Promise<Visitor>;
  /** As whoever runs `purser migrate`, for this config or another. */
  readonly migrate: (config?: PurserConfig) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Somebody with a session, or nobody. */
export interface Visitor {
  readonly subject: string;
  readonly cookie: string;
  readonly proof: Buffer;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Reply>;
  readonly send: (
    method: "POST" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Reply>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; the test says what it expects of it. */
  // biome-ignore lint/suspicious/noExplicitAny: answers are asserted on, not computed with
  readonly json: any;
  readonly problem: Problem | null;
}

export interface OfficeOptions {
  /** Run by the superuser before migrating. */
  readonly schema: string;
  readonly resources: PurserConfig["resources"];
  readonly config?: Partial<PurserConfig>;
  /** Run by the superuser after migrating, before Purser looks. */
  readonly afterMigration?: string;
  readonly purser?: PurserOptions;
  /** Another than the one that all tests share. */
  readonly server?: TestServer;
  /** Purser reaches the database through PgBouncer in transaction mode, which has two connections to it. */
  readonly pooled?: boolean;
}

export const roles: PurserConfig["roles"] = {
  viewer: { groups: ["viewers"] },
  support: { groups: ["supporters"] },
  editor: { groups: ["editors"] },
  admin: { groups: ["admins"], audit: true },
};

export async function openOffice(options: OfficeOptions): Promise<TestOffice> {
  const database = await createTestDatabase(options.server && { server: options.server });
  const admin = new pg.Client(database.superuserUrl);
  await admin.connect();
  await admin.query(options.schema);
  const url = new URL(database.superuserUrl);
  // Roles belong to the whole cluster: each test file has a login of its own.
  url.username = `purser_${url.pathname.slice(1)}`;
  url.password = "purser";
  const pooler = options.pooled ? await startPgbouncer(url.href, 2) : null;
  const config: PurserConfig = {
    name: "Test office",
    origin,
    database: { url: pooler?.url ?? url.href, connections: 4 },
    identity: {
      kind: "oidc",
      issuer: "http://localhost:4001",
      clientId: "test",
      allowInsecureIssuer: true,
    },
    secret: randomBytes(32).toString("base64"),
    limits: { requestsPerMinute: 1_000_000 },
    roles,
    resources: options.resources,
    ...options.config,
  };
  await migrate({ adminUrl: database.superuserUrl, config });
  if (options.afterMigration) await admin.query(options.afterMigration);
  const purser = await createPurser(config, options.purser);
  const login = new pg.Client(url.href);
  await login.connect();
  return {
    purser,
    config,
    admin,
    adminUrl: database.superuserUrl,
    login,
    signIn: (...names) => signIn(purser, login, {}, names),
    signInWith: (claims, ...names) => signIn(purser, login, claims, names),
    migrate: (other = config) => migrate({ adminUrl: database.superuserUrl, config: other }),
    close: async () => {
      await purser.stop();
      await Promise.all([admin.end(), login.end(), pooler?.stop()]);
      await database.drop();
    },
  };
}

/** Somebody without a session. */
export function stranger(purser: Purser): Visitor {
  return visitor(purser, "", "", Buffer.alloc(0));
}

/** The same person with the same session, at another server. */
export function at(purser: Purser, { subject, cookie, proof }: Visitor): Visitor {
  return visitor(purser, subject, cookie, proof);
}

async function signIn(
  purser: Purser,
  login: pg.Client,
  claims: { readonly [claim: string]: unknown },
  names: readonly string[],
): Promise<Visitor> {
  const subject = `${names.join("-")}-${randomBytes(4).toString("hex")}`;
  const { cookie, proof } = await giveSession(login, {
    subject,
    name: `Person ${names.join(" ")}`,
    email: `${subject}@example.org`,
    roles: names,
    claims,
  });
  return visitor(purser, subject, cookie, proof);
}

function visitor(purser: Purser, subject: string, cookie: string, proof: Buffer): Visitor {
  const call = async (request: Request): Promise<Reply> => {
    const response = await purser.fetch(request);
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") ?? false;
    const json = isJson ? JSON.parse(text) : null;
    return {
      status: response.status,
      headers: response.headers,
      text,
      json,
      problem: response.ok ? null : json,
    };
  };
  return {
    subject,
    cookie,
    proof,
    get: (path, headers) => call(new Request(origin + path, { headers: { cookie, ...headers } })),
    send: (method, path, body, headers) =>
      call(
        new Request(origin + path, {
          method,
          headers: {
            cookie,
            origin,
            ...(body !== undefined && { "content-type": "application/json" }),
            ...headers,
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      ),
  };
}
