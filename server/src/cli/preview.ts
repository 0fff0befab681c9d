import { createHmac, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { migrate } from "../audit/migrate.ts";
import type { PurserConfig } from "../config/config.ts";
import { openDatabase } from "../database/database.ts";
import { startEmbeddedPostgres } from "../database/embedded.ts";
import { isSuperuser } from "../database/login.ts";
import { startDevelopmentProvider } from "../identity/development-provider.ts";
import { createPurser } from "../purser.ts";
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

const folder = ".purser/preview";
const role = "viewer";

/**
 * Shows every table of a foreign database, read-only, with everything else that Purser needs made on the spot.
 * Threat: the identity provider asks for no password, so both it and the console listen on this machine only.
 */
export async function startPreview(
  options: PreviewOptions,
): Promise<{ readonly stop: () => Promise<void> }> {
  const running: { readonly stop: () => Promise<void> }[] = [];
  const stop = async () => {
    for (const each of running.splice(0).toReversed()) await each.stop();
  };
  try {
    const login = await inspectLogin(options.databaseUrl);
    const secret = await readSecret();
    const derive = (purpose: string) =>
      createHmac("sha256", secret).update(purpose).digest("base64url");
    const origin = `http://localhost:${options.port}`;

    const clientSecret = derive("client");
    const provider = await startDevelopmentProvider({
      port: options.port + 1,
      folder,
      clients: [
        {
          id: "purser",
          secret: clientSecret,
          redirectUris: [`${origin}/auth/callback`],
          postLogoutRedirectUris: [],
        },
      ],
      accounts: [
        { subject: "preview", name: "Preview", email: "preview@localhost", groups: [role] },
      ],
    });
    running.push(provider);

    const config = (ledgerUrl: string): PurserConfig => ({
      name: login.database,
      origin,
      database: { url: options.databaseUrl, ledgerUrl },
      identity: {
        kind: "oidc",
        issuer: provider.issuer,
        clientId: "purser",
        clientSecret,
        label: "nobody's password (preview)",
        allowInsecureIssuer: true,
      },
      secret,
      roles: { [role]: { groups: [role], audit: true } },
      resources: {},
    });
    let ledgerUrl = options.ledgerUrl;
    if (ledgerUrl === undefined) {
      options.onProgress("starting an embedded PostgreSQL for the audit log");
      const ledger = await startEmbeddedPostgres({
        folder: join(folder, "ledger"),
        onProgress: options.onProgress,
      });
      running.push(ledger);
      const url = new URL(ledger.url("postgres"));
      url.username = "purser";
      url.password = derive("ledger");
      ledgerUrl = url.href;
      await migrate({ adminUrl: ledger.url("postgres"), config: config(ledgerUrl) });
    }

    const purser = await createPurser(config(ledgerUrl), {
      preview: { role, banner: banner(login.superuser) },
    });
    running.push(purser);
    for (const notice of purser.notices) options.onProgress(notice);
    await purser.start({ port: options.port });
    options.onProgress(`${banner(login.superuser)}\nOpen ${origin}`);
    return { stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Looks before anything is started, so that a wrong URL is told at once. */
async function inspectLogin(
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

/** Kept, since the ledger's login and the sessions in it hang on it. */
async function readSecret(): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(".purser/.gitignore", "*\n");
  const file = join(folder, "secret");
  await writeFile(file, randomBytes(32).toString("base64"), { flag: "wx", mode: 0o600 }).catch(
    (cause: unknown) => {
      if (!(cause instanceof Error && "code" in cause && cause.code === "EEXIST")) throw cause;
    },
  );
  return readFile(file, "utf8");
}

function banner(superuser: boolean): string {
  return [
    "Preview: every table, read-only. Nothing is written to the database, and nobody is asked for a password.",
    ...(superuser ? ["The login is a superuser: give Purser one that may only read."] : []),
  ].join(" ");
}
