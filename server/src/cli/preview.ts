import { join } from "node:path";
import { migrate } from "../audit/migrate.ts";
import type { PurserConfig } from "../config/config.ts";
import { openDatabase } from "../database/database.ts";
import { startEmbeddedPostgres } from "../database/embedded.ts";
import { isSuperuser } from "../database/login.ts";
import { startDevelopmentProvider } from "../identity/development-provider.ts";
import { createPurser } from "../purser.ts";
import { type PreviewSecrets, readPreviewSecrets } from "./preview-secret.ts";
import { UsageError } from "./usage-error.ts";

export interface PreviewOptions {
  /** Any login that may read; nothing is written there. */
  readonly databaseUrl: string;
  /** A database that `purser migrate` has prepared; an embedded one when left out. */
  readonly ledgerUrl?: string;
  /** Of the console; the development identity provider takes the next one. */
  readonly port: number;
  readonly onProgress: (line: string) => void;
}

interface Running {
  readonly stop: () => Promise<void>;
}

const folder = ".purser/preview";
const role = "viewer";

/**
 * Shows every table of a foreign database, read-only, with everything else that Purser needs made on the spot.
 * Threat: the identity provider asks for no password, so both it and the console listen on this machine only.
 */
export async function startPreview(options: PreviewOptions): Promise<Running> {
  const { databaseUrl, port, onProgress } = options;
  const running: Running[] = [];
  const stop = async () => {
    for (const each of running.splice(0).toReversed()) await each.stop();
  };
  try {
    const { database, superuser } = await inspect(databaseUrl);
    const secrets = await readPreviewSecrets(folder);
    const origin = `http://localhost:${port}`;
    const provider = await startProvider(port + 1, origin, secrets);
    running.push(provider);
    const config = (ledgerUrl: string): PurserConfig => ({
      name: database,
      origin,
      database: { url: databaseUrl, ledgerUrl },
      identity: {
        kind: "oidc",
        issuer: provider.issuer,
        clientId: "purser",
        clientSecret: secrets.clientSecret,
        label: "no password (preview)",
        allowInsecureIssuer: true,
        secondFactor: { included: { amr: "mfa" } },
      },
      secret: secrets.server,
      roles: { [role]: { groups: [role], audit: true } },
      resources: {},
    });
    let { ledgerUrl } = options;
    if (ledgerUrl === undefined) {
      onProgress("starting an embedded PostgreSQL for the audit log");
      const postgres = await startEmbeddedPostgres({ folder: join(folder, "ledger"), onProgress });
      running.push(postgres);
      const adminUrl = postgres.url("postgres");
      ledgerUrl = withLogin(adminUrl, secrets);
      await migrate({ adminUrl, config: config(ledgerUrl) });
    }
    const banner = describe(superuser);
    const purser = await createPurser(config(ledgerUrl), { preview: { role, banner } });
    running.push(purser);
    for (const notice of purser.notices) onProgress(notice);
    await purser.start({ port });
    onProgress(`${banner}\nOpen ${origin}`);
    return { stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Looks before anything is started, so that a wrong URL is told at once. */
async function inspect(
  url: string,
): Promise<{ readonly database: string; readonly superuser: boolean }> {
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new UsageError(
      "That is not the URL of a PostgreSQL database.",
      "Write postgres://login:password@host/database.",
    );
  const rows = openDatabase({ url, connections: 1 });
  try {
    const found = await rows.run({ text: "select current_database()", values: [] });
    return { database: found.rows[0]?.[0] ?? "", superuser: await isSuperuser(rows) };
  } finally {
    await rows.end();
  }
}

function startProvider(port: number, origin: string, { clientSecret }: PreviewSecrets) {
  return startDevelopmentProvider({
    port,
    folder,
    clients: [
      {
        id: "purser",
        secret: clientSecret,
        redirectUris: [`${origin}/auth/callback`],
        postLogoutRedirectUris: [],
      },
    ],
    accounts: [{ subject: "preview", name: "Preview", email: "preview@localhost", groups: [role] }],
  });
}

function withLogin(adminUrl: string, { ledgerPassword }: PreviewSecrets): string {
  const url = new URL(adminUrl);
  url.username = "purser";
  url.password = ledgerPassword;
  return url.href;
}

function describe(superuser: boolean): string {
  const banner =
    "Preview: every table, read-only. Nothing is written to the database, and nobody is asked for a password.";
  return superuser
    ? `${banner} The login is a superuser: give Purser one that may only read.`
    : banner;
}
