import { randomBytes } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { migrate } from "../../src/audit/migrate.ts";
import type { PurserConfig } from "../../src/config/config.ts";
import type {
  FieldDescription,
  ListAnswer,
  ResourceDescription,
  ResourcesAnswer,
  WireValue,
} from "../../src/contract/index.ts";
import { createPurser } from "../../src/purser.ts";
import { gallery } from "../gallery/gallery.ts";
import { giveSession } from "../support/give-session.ts";
import { findPgbouncer, startPgbouncer } from "../support/pgbouncer.ts";
import { createTestDatabase, withEachServer } from "../support/postgres.ts";
import { reportSkipped } from "../support/skipped.ts";

const origin = "http://localhost:4000";

/** A preview as anybody starts it: rows from a database that knows nothing of Purser, the log in another one. */
async function openPreview(databaseUrl: string, ledgerAdminUrl: string) {
  const ledgerUrl = new URL(ledgerAdminUrl);
  ledgerUrl.username = `purser_${ledgerUrl.pathname.slice(1)}`;
  ledgerUrl.password = "purser";
  const config: PurserConfig = {
    name: "Preview",
    origin,
    database: { url: databaseUrl, ledgerUrl: ledgerUrl.href },
    identity: {
      kind: "oidc",
      issuer: "http://localhost:4001",
      clientId: "test",
      allowInsecureIssuer: true,
    },
    secret: randomBytes(32).toString("base64"),
    roles: { viewer: { groups: ["viewer"] } },
    resources: {},
  };
  await migrate({ adminUrl: ledgerAdminUrl, config });
  const purser = await createPurser(config, { preview: { role: "viewer", banner: "Preview" } });
  const ledger = new pg.Client(ledgerUrl.href);
  await ledger.connect();
  const { cookie } = await giveSession(ledger, {});
  await ledger.end();
  return {
    get: (path: string) => purser.fetch(new Request(origin + path, { headers: { cookie } })),
    send: (path: string) =>
      purser.fetch(
        new Request(origin + path, {
          method: "POST",
          headers: { cookie, origin, "content-type": "application/json" },
          body: JSON.stringify({ values: {} }),
        }),
      ),
    stop: purser.stop,
  };
}

/** PostgreSQL's text under the settings that the wire format is defined by, from the wire's value. */
function textOf(value: WireValue, { kind }: FieldDescription): string | null {
  if (value === null) return null;
  if (typeof value === "boolean") return value ? "t" : "f";
  if (kind === "binary") return `\\x${Buffer.from(String(value), "base64").toString("hex")}`;
  return String(value);
}

/** What psql would print, read by its own connection with the documented settings. */
async function readRows(client: pg.Client, resource: ResourceDescription, table: string) {
  const columns = resource.fields.map((field) => pg.escapeIdentifier(field.name)).join(", ");
  const order = resource.defaultSort
    .map(({ field, direction }) => `${pg.escapeIdentifier(field)} ${direction}`)
    .concat(resource.key.map((name) => pg.escapeIdentifier(name)));
  const { rows } = await client.query<(string | null)[]>({
    text: `select ${columns} from ${table}${order.length > 0 ? ` order by ${order.join(", ")}` : ""} limit 200`,
    rowMode: "array",
    types: { getTypeParser: () => (text: string) => text },
  });
  return rows;
}

/** Everything about a database that must be the same afterwards. */
async function fingerprint(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query(`
    select
      (select md5(string_agg(c.oid || relname::text || relkind::text || coalesce(relacl::text, '') || relfilenode, ',' order by c.oid)) from pg_class c) as relations,
      (select md5(string_agg(oid || proname::text, ',' order by oid)) from pg_proc) as functions,
      (select md5(string_agg(oid || tgname::text || tgenabled::text, ',' order by oid)) from pg_trigger) as triggers,
      (select md5(string_agg(setrole || ':' || setconfig::text, ',' order by setrole, setconfig::text)) from pg_db_role_setting where setdatabase = (select oid from pg_database where datname = current_database())) as settings,
      (select string_agg(nspname, ',' order by nspname) from pg_namespace) as schemas,
      (select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables) as writes`);
  return rows;
}

withEachServer((server) => {
  test("a foreign database is shown value by value, and nothing in it changes", async () => {
    const foreign = await createTestDatabase({ server, template: gallery });
    const ledger = await createTestDatabase();
    const client = new pg.Client(foreign.superuserUrl);
    await client.connect();
    await client.query(
      "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex'; set extra_float_digits = 1",
    );
    const before = await fingerprint(client);
    const preview = await openPreview(foreign.superuserUrl, ledger.superuserUrl);
    try {
      const { resources }: ResourcesAnswer = JSON.parse(
        await (await preview.get("/api/resources")).text(),
      );
      expect(resources.length).toBeGreaterThan(100);
      let compared = 0;
      for (const resource of resources) {
        const { table } = await tableOf(client, resource);
        const path = `/api/resources/${resource.name}/records?limit=200`;
        const reply = await preview.get(path);
        const rows = await readRows(client, resource, table).catch(() => null);
        expect([path, reply.status]).toEqual([path, rows === null ? 422 : 200]);
        if (rows === null) continue;
        const answer: ListAnswer = JSON.parse(await reply.text());
        expect([resource.name, answer.records.length]).toEqual([resource.name, rows.length]);
        for (const [index, record] of answer.records.entries()) {
          for (const [place, field] of resource.fields.entries()) {
            // Arrays cross as arrays and long values cut; the round trip of both has tests of its own.
            if (field.kind === "array" || record.cut?.[field.name] !== undefined) continue;
            const shown = textOf(record.values[field.name] ?? null, field);
            expect([resource.name, field.name, index, normal(shown, field)]).toEqual([
              resource.name,
              field.name,
              index,
              normal(rows[index]?.[place] ?? null, field),
            ]);
            compared += 1;
          }
        }
        expect((await preview.send(`/api/resources/${resource.name}/records`)).status).toBe(403);
      }
      expect(compared).toBeGreaterThan(500);
      expect(await fingerprint(client)).toEqual(before);
    } finally {
      await preview.stop();
      await client.end();
      await foreign.drop();
    }
  });
});

const hasPgbouncer = await findPgbouncer();
if (!hasPgbouncer) await reportSkipped("PgBouncer: a preview through a pooler");

test.skipIf(!hasPgbouncer)(
  "does not start where a pooler ignores that nothing is to be written",
  async () => {
    const [foreign, ledger] = [await createTestDatabase(), await createTestDatabase()];
    const pooler = await startPgbouncer(foreign.url, 1);
    try {
      const preview = openPreview(pooler.url, ledger.superuserUrl);
      await expect(preview).rejects.toThrow(
        /default_transaction_read_only is off, not on\. A pooler in between/,
      );
    } finally {
      await pooler.stop();
      await Promise.all([foreign.drop(), ledger.drop()]);
    }
  },
);

/** Floats cross as numbers, whose shortest form JavaScript prints in its own way. */
function normal(text: string | null, { kind }: FieldDescription): string | null {
  return text !== null && (kind === "float" || kind === "integer") ? String(Number(text)) : text;
}

/** The relation behind a resource's name, found by undoing `~hh` here, independently of the server. */
async function tableOf(client: pg.Client, { name }: ResourceDescription) {
  const parts = name.split(".").map((part) =>
    Buffer.from(
      part.replaceAll(/~([0-9a-f]{2})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
      "latin1",
    ).toString("utf8"),
  );
  const [schema, table] = parts.length === 1 ? ["public", parts[0]] : parts;
  const { rows } = await client.query("select format('%I.%I', $1::text, $2::text) as table", [
    schema,
    table,
  ]);
  return rows[0];
}
