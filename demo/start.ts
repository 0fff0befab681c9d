import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createPurser } from "purser";
import { migrate } from "../server/src/audit/migrate.ts";
import { eraseEmbeddedPostgres, startEmbeddedPostgres } from "../server/src/database/embedded.ts";
import { isListening } from "../server/src/database/embedded-postmaster.ts";
import { startDevelopmentProvider } from "../server/src/identity/development-provider.ts";
import { accounts } from "./accounts.ts";
import { buildConsole } from "./console-build.ts";
import { prepareHarbour } from "./harbour-database.ts";
import { type DemoOptions, readOptions } from "./options.ts";
import { readSecrets, type Secrets, writeVerifierKey } from "./secrets.ts";

const started = performance.now();
const leaving = new AbortController();
/** What has been started, to be stopped in the opposite order. */
const running: { readonly stop: () => Promise<void> }[] = [];

function say(message: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${seconds.padStart(6)} s  ${message}`);
}

async function start(options: DemoOptions): Promise<void> {
  const { folder, port } = options;
  const cluster = join(folder, "postgres");
  for (const each of [port, port + 1]) {
    if (await isListening(each))
      throw new Error(`Port ${each} is in use. Choose another one with --port.`);
  }
  if (options.fresh) {
    await eraseEmbeddedPostgres(cluster);
    // By name, as --folder may be one that holds other things too.
    for (const file of ["secrets.json", "verifier-key", "identity-provider.json"])
      await rm(join(folder, file), { force: true });
  }
  const secrets = await readSecrets(folder);
  await writeVerifierKey(folder, secrets);
  const origin = `http://localhost:${port}`;
  const [adminUrl] = await Promise.all([
    openDatabase(cluster, options.scale),
    options.noBuild || buildConsole(say, leaving.signal),
    openIdentityProvider(port + 1, folder, origin, secrets),
  ]);
  const config = await readConfig(adminUrl, origin, port + 1, secrets, folder);
  say("preparing the audit log");
  await migrate({ adminUrl, config });
  const purser = await createPurser(config);
  running.push(purser);
  for (const notice of purser.notices) say(notice);
  await purser.start({ port });
  say(`Harbour is open at ${origin}\n`);
  for (const { email, groups } of accounts) {
    const role = Object.values(config.roles).find((each) =>
      each.groups.some((group) => groups.includes(group)),
    );
    console.log(`  ${email.padEnd(26)}${role?.description ?? ""}`);
  }
  console.log(
    "\nNo password: choose one of them when asked. For curl: npm run -s sign-in -- support",
  );
  console.log(`Ctrl-C stops it. Everything is kept in ${folder}; --fresh starts over.`);
}

/** Answers the superuser's URL of the database `harbour`. */
async function openDatabase(folder: string, scale: number): Promise<string> {
  say("starting PostgreSQL");
  const postgres = await startEmbeddedPostgres({
    folder,
    // `wal_level` minimal is for loading quickly; it goes with no replicas.
    flags: [
      "wal_level=minimal",
      "max_wal_senders=0",
      "max_wal_size=2GB",
      "shared_buffers=256MB",
    ].flatMap((setting) => ["-c", setting]),
    onProgress: say,
  });
  running.push(postgres);
  const found = await prepareHarbour({ url: postgres.url, scale, onProgress: say });
  if (found !== scale)
    say(`the rows of the first start are kept, at scale ${found}; --fresh makes others`);
  return postgres.url("harbour");
}

async function openIdentityProvider(
  port: number,
  folder: string,
  origin: string,
  secrets: Secrets,
): Promise<void> {
  const purser = {
    id: "purser",
    secret: secrets.clientSecret,
    redirectUris: [`${origin}/auth/callback`],
    backchannelLogoutUri: `${origin}/auth/backchannel-logout`,
    postLogoutRedirectUris: [`${origin}/`],
  };
  running.push(await startDevelopmentProvider({ port, folder, clients: [purser], accounts }));
}

/** The config reads its surroundings from the environment, as one in production does. */
async function readConfig(
  adminUrl: string,
  origin: string,
  providerPort: number,
  secrets: Secrets,
  folder: string,
) {
  const url = new URL(adminUrl);
  url.username = "purser";
  url.password = secrets.databasePassword;
  Object.assign(process.env, {
    HARBOUR_DATABASE_URL: url.href,
    HARBOUR_ORIGIN: origin,
    HARBOUR_SECRET: secrets.purser,
    HARBOUR_ISSUER: `http://localhost:${providerPort}`,
    HARBOUR_CLIENT_SECRET: secrets.clientSecret,
    HARBOUR_AUDIT_KEY: secrets.auditKey,
    HARBOUR_ANCHORS: join(folder, "anchors"),
  });
  return (await import("./purser.config.ts")).default;
}

async function leave(code: number): Promise<never> {
  leaving.abort();
  for (const each of running.toReversed()) await each.stop();
  process.exit(code);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    if (!leaving.signal.aborted) void leave(0);
  });
}

try {
  await start(readOptions(process.argv.slice(2)));
} catch (error) {
  // On the way out, what was under way fails; that is no news.
  if (!leaving.signal.aborted) {
    console.error(error instanceof Error ? error.message : error);
    await leave(1);
  }
}
