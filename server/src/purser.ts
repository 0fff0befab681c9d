import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Http2Bindings, HttpBindings, ServerType } from "@hono/node-server";
import { serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { Hono } from "hono";
import type { Logger } from "pino";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";
import type { AccessOf } from "./access/grant.ts";
import { accessFromConfig } from "./access/grant.ts";
import type { InForce } from "./access/in-force.ts";
import { putInForce } from "./access/in-force.ts";
import type { CoverageWatch } from "./audit/coverage-watch.ts";
import { sight, watchCoverage } from "./audit/coverage-watch.ts";
import { startDelivery } from "./audit/delivery-start.ts";
import { webhookName } from "./audit/delivery-webhook.ts";
import type { Sealing } from "./audit/health.ts";
import { listPolicyChanges, recordPolicy } from "./audit/policy.ts";
import type { Repetition } from "./audit/repeat.ts";
import { keepMonths } from "./audit/retention.ts";
import { startSealer } from "./audit/seal/sealer.ts";
import { compileSubjects } from "./audit/subject.ts";
import { checkConfig } from "./config/check.ts";
import type { PurserConfig } from "./config/config.ts";
import { deriveKeys } from "./config/keys.ts";
import { policyDigest, policyDocument } from "./config/policy-digest.ts";
import { signingKeys } from "./config/signing-key.ts";
import { StartError } from "./config/start-error.ts";
import { openDatabase, outputSettings } from "./database/database.ts";
import { assertLedger } from "./database/login.ts";
import type { Stores } from "./execute/context.ts";
import { apiRoutes } from "./http/app.ts";
import { authRoutes, callbackUrl } from "./http/auth.ts";
import { consoleFiles } from "./http/console-files.ts";
import { connectOidc } from "./identity/oidc.ts";
import type { RequestOrigin } from "./identity/principal.ts";
import { createPrincipalCache } from "./identity/principal-cache.ts";
import { describeApi } from "./openapi/document.ts";
import type { Settings } from "./operation/operation.ts";
import { limitConcurrency } from "./perimeter/concurrency.ts";
import { refuseListenAddress } from "./perimeter/listen-address.ts";
import { compileResources } from "./resource/compile.ts";

/** Node's own request and response, as `@hono/node-server` hands them on. */
type NodeBindings = HttpBindings | Http2Bindings;

export interface Purser {
  /**
   * Answers one request; mounts into anything that speaks the Fetch standard. Without `bindings` the peer's address is
   * not known, and the audit log has none.
   */
  readonly fetch: (request: Request, bindings?: NodeBindings) => Promise<Response>;
  /** Listens on this machine; rejects with a `StartError` where it may not or cannot. */
  readonly start: (options: {
    readonly port: number;
    readonly host?: string;
  }) => Promise<{ readonly url: string }>;
  /** Ends what is under way and closes the connections. */
  readonly stop: () => Promise<void>;
  /** What is not as somebody may expect, in sentences; to be shown at start. */
  readonly notices: readonly string[];
}

export interface PurserOptions {
  /** Shows every table of a foreign database, read-only, whatever the config names: the preview. */
  readonly preview?: { readonly role: string; readonly banner: string };
  readonly log?: Logger;
  /** Looks without putting anything in force: no policy is recorded, nothing is watched or sealed. */
  readonly lookOnly?: boolean;
  /** Milliseconds between two looks at tables and triggers; default 30,000. */
  readonly watchInterval?: number;
}

/**
 * Checks the config against itself and against the database, and wires everything together. Rejects with a
 * `StartError` that holds every problem at once; nothing listens until `start`.
 */
export async function createPurser(
  config: PurserConfig,
  options: PurserOptions = {},
): Promise<Purser> {
  const { preview, log = pino({ name: "purser", level: "warn" }), lookOnly = false } = options;
  const problems = checkConfig(config);
  if (problems.length > 0) throw new StartError(problems);

  const stores = openStores(config);
  try {
    await assertLedger(stores.ledger);
    const sighting = await sight(stores.rows, []);
    const {
      resources,
      problems: mismatches,
      notices,
    } = compileResources(sighting.catalog, preview ? null : config.resources, {
      roles: Object.keys(config.roles),
      ...(!stores.together && {
        readOnlyBecause:
          "These rows lie in another database than the audit log; nothing is written there.",
      }),
    });
    const misfits = [...mismatches, ...compileSubjects(sighting.catalog, config).problems];
    if (misfits.length > 0) throw new StartError(misfits);
    await stores.ledger.run({ text: "select purser.ensure_months()", values: [] });
    // Before anything is recorded: a ledger that was restored elsewhere goes on in a new tree.
    await stores.ledger.run({ text: "select purser.ensure_tree()", values: [] });
    const accessOf: AccessOf = preview
      ? () => ({ [preview.role]: { read: true } })
      : accessFromConfig(config.resources);
    const policy = { digest: policyDigest(config), document: policyDocument(config) };
    const changes = lookOnly
      ? await listPolicyChanges(stores.ledger, policy)
      : await recordPolicy(stores.ledger, policy, uuidv7());
    const watch =
      lookOnly || !stores.together
        ? holdStill(putInForce(resources, accessOf, []))
        : await watchCoverage({
            config,
            accessOf,
            database: stores.ledger,
            policy: policy.digest,
            first: { ...sighting, resources },
            every: options.watchInterval ?? 30_000,
            onFailure: (cause) => log.error({ err: cause }, "the tables could not be looked at"),
          });
    const app = createApp(config, stores, watch.inForce, preview?.banner ?? null, log);
    const sealer = lookOnly ? null : sealLog(config, log);
    const delivery = lookOnly ? null : deliverLog(config, log);
    const upkeep = lookOnly
      ? null
      : keepMonths({
          ledger: stores.ledger,
          newId: uuidv7,
          every: upkeepInterval,
          onFailure: (cause) => log.error({ err: cause }, "the months of the log were not kept up"),
        });
    return {
      fetch: async (request, bindings) => app.fetch(request, bindings),
      notices: [
        ...notices,
        ...changes.map((change) => `The policy has changed: ${change}.`),
        ...(config.audit?.signingKey !== undefined || preview ? [] : [unsealedNotice]),
      ],
      ...createListener(app, log, async () => {
        await Promise.all([watch.stop(), sealer?.stop(), upkeep?.stop(), delivery?.stop()]);
        await closeStores(stores);
      }),
    };
  } catch (cause) {
    await closeStores(stores);
    throw cause;
  }
}

function holdStill(inForce: InForce): CoverageWatch {
  return { inForce: () => inForce, stop: async () => {} };
}

/** Milliseconds between two looks at the months of the log. */
const upkeepInterval = 3_600_000;
const defaultHeartbeat = 60;
const unsealedNotice =
  "The audit log is not sealed: make a key with `purser audit keygen` and name it in `audit.signingKey`.";

function sealingOf({ audit }: PurserConfig): Sealing {
  return {
    isOn: audit?.signingKey !== undefined,
    heartbeatSeconds: audit?.heartbeatSeconds ?? defaultHeartbeat,
    anchors: audit?.anchors ?? [],
    receiver: audit?.delivery ? webhookName : null,
  };
}

/** Gives the sealed log to another system from now on; null where there is none. */
function deliverLog({ database, audit }: PurserConfig, log: Logger): Repetition | null {
  if (!audit?.delivery) return null;
  // One for what is read, one to note what was taken.
  const ledger = openDatabase({ url: database.ledgerUrl ?? database.url, connections: 2 });
  return startDelivery(ledger, audit.delivery, log);
}

/** Seals the log from now on; null without a key. */
function sealLog(config: PurserConfig, log: Logger): { readonly stop: () => Promise<void> } | null {
  const { database, audit } = config;
  const keys = signingKeys(config);
  if (keys.length === 0) {
    log.warn(unsealedNotice);
    return null;
  }
  const anchors = audit?.anchors ?? [];
  return startSealer({
    ledger: openDatabase({
      url: database.ledgerUrl ?? database.url,
      connections: 1 + anchors.length,
    }),
    keys,
    heartbeatSeconds: sealingOf(config).heartbeatSeconds,
    anchors,
    log,
  });
}

function openStores({ database, limits }: PurserConfig): Stores {
  const connections = database.connections ?? 10;
  const pool = (url: string, settings?: { readonly [name: string]: string }) =>
    openDatabase({ url, connections, ...(settings && { settings }) });
  if (database.ledgerUrl === undefined) {
    const both = pool(database.url);
    return { rows: both, ledger: both, together: true };
  }
  // A foreign login's settings are not ours to change: they are asked for at each connection.
  const rows = pool(database.url, {
    ...outputSettings,
    statement_timeout: String(limits?.statementTimeout ?? 5_000),
    lock_timeout: String(limits?.lockTimeout ?? 2_000),
    default_transaction_read_only: "on",
  });
  return { rows, ledger: pool(database.ledgerUrl), together: false };
}

async function closeStores({ rows, ledger }: Stores): Promise<void> {
  await Promise.all([...new Set([rows, ledger])].map((database) => database.end()));
}

const consoleFolder = fileURLToPath(new URL("../dist/web/", import.meta.url));

function createApp(
  config: PurserConfig,
  stores: Stores,
  inForce: () => InForce,
  banner: string | null,
  log: Logger,
): Hono {
  const keys = deriveKeys(config.secret);
  const policy = policyDigest(config);
  const principals = createPrincipalCache(Date.now);
  const settings: Settings = {
    application: config.name,
    timeZone: config.timeZone ?? "UTC",
    requireReason: config.requireReason ?? false,
    auditRoles: new Set(
      Object.entries(config.roles).flatMap(([name, role]) => (role.audit ? [name] : [])),
    ),
    banners: banner === null ? [] : [{ level: "warning", text: banner }],
    sealing: sealingOf(config),
    describeApi,
  };
  const api = apiRoutes({
    deployment: { stores, keys, policy, newId: uuidv7 },
    inForce,
    settings,
    origin: config.origin,
    principals,
    concurrency: limitConcurrency(config.limits?.concurrencyPerPerson ?? 6),
    originOf,
    onFault: (requestId, cause) => log.error({ requestId, err: cause }, "a request failed"),
  });
  const auth = authRoutes({
    provider: connectOidc(config.identity, callbackUrl(config.origin)),
    ledger: stores.ledger,
    config,
    policy,
    principals,
    signInKey: keys.signIn,
    newId: uuidv7,
    now: Date.now,
    originOf,
    onFailure: (message, cause) => log.warn({ err: cause }, message),
  });
  return new Hono()
    .get("/healthz", (context) => context.text("ok"))
    .get("/readyz", async (context) => {
      const isReady = await stores.ledger.run({ text: "select 1", values: [] }).then(
        () => true,
        () => false,
      );
      return context.text(isReady ? "ok" : "the database cannot be reached", isReady ? 200 : 503);
    })
    .route("/", auth)
    .route("/", api)
    .route("/", consoleFiles(consoleFolder));
}

const origins = new WeakMap<Request, RequestOrigin>();

/** Where a request came from: the socket's peer, whatever headers say. The same for the whole request. */
function originOf(context: Context): RequestOrigin {
  const known = origins.get(context.req.raw);
  if (known) return known;
  const origin = {
    requestId: randomUUID(),
    address:
      context.env && "incoming" in context.env
        ? (getConnInfo(context).remote.address ?? null)
        : null,
    userAgent: context.req.header("user-agent")?.slice(0, 500) ?? null,
  };
  origins.set(context.req.raw, origin);
  return origin;
}

function createListener(
  app: Hono,
  log: Logger,
  close: () => Promise<void>,
): Pick<Purser, "start" | "stop"> {
  let server: ServerType | null = null;
  return {
    start: ({ port, host = "127.0.0.1" }) => {
      const refusal = refuseListenAddress(host);
      if (refusal !== null)
        return Promise.reject(
          new StartError([
            { id: "public_address", path: "host", message: refusal, hint: "Leave the host out." },
          ]),
        );
      return new Promise((resolve, reject) => {
        server = serve({ fetch: app.fetch, port, hostname: host }, (info) =>
          resolve({ url: `http://${host}:${info.port}` }),
        );
        server.on("error", reject);
      });
    },
    stop: async () => {
      const listening = server;
      server = null;
      if (listening) await new Promise((resolve) => listening.close(resolve));
      await close().catch((cause: unknown) =>
        log.warn({ err: cause }, "the connections did not close"),
      );
    },
  };
}
