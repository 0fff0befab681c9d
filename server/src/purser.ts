import { fileURLToPath } from "node:url";
import type { Http2Bindings, HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import type { Logger } from "pino";
import { pino } from "pino";
import { v7 as uuidv7 } from "uuid";
import { checkRowRules } from "./access/check-row-rules.ts";
import type { AccessOf } from "./access/grant.ts";
import { accessFromConfig } from "./access/grant.ts";
import type { InForce } from "./access/in-force.ts";
import { putInForce } from "./access/in-force.ts";
import { startBackground, unsealedNotice } from "./audit/background.ts";
import type { CoverageWatch } from "./audit/coverage-watch.ts";
import { sight, watchCoverage } from "./audit/coverage-watch.ts";
import { listPolicyChanges, recordPolicy } from "./audit/policy.ts";
import { type Repetition, repeat } from "./audit/repeat.ts";
import { compileSubjects } from "./audit/subject.ts";
import { checkConfig } from "./config/check.ts";
import type { PurserConfig } from "./config/config.ts";
import { deriveKeys } from "./config/keys.ts";
import { warnOfOptOuts } from "./config/perimeter.ts";
import { policyDigest, policyDocument } from "./config/policy-digest.ts";
import { StartError } from "./config/start-error.ts";
import { refuse } from "./contract/index.ts";
import { assertLedger, isSuperuser } from "./database/login.ts";
import type { Stores } from "./execute/context.ts";
import { closeStores, openStores } from "./execute/stores.ts";
import { apiRoutes } from "./http/app.ts";
import { authRoutes } from "./http/auth.ts";
import { consoleFiles } from "./http/console-files.ts";
import { openGate } from "./http/gate.ts";
import { createListener, type Listener } from "./http/listen.ts";
import { problemResponse } from "./http/problem-response.ts";
import { putHeaders } from "./http/put-headers.ts";
import { readOrigins } from "./http/request-origin.ts";
import { secondFactorRoutes } from "./http/second-factor.ts";
import { claimOnce } from "./identity/claim-once.ts";
import { type ConnectedProvider, connectProvider } from "./identity/connect.ts";
import { explainFailure } from "./identity/explain-failure.ts";
import { relyingPartyOf } from "./identity/passkey/relying-party.ts";
import { createPrincipalCache } from "./identity/principal-cache.ts";
import { countStrangerRefusal } from "./identity/refused-sign-in.ts";
import { checkSessions, type SessionCheck } from "./identity/session-check.ts";
import { describeApi } from "./openapi/document.ts";
import { checkAssurance } from "./operation/check-assurance.ts";
import { registry } from "./operation/registry.ts";
import { readSettings } from "./operation/settings.ts";
import { authPaths } from "./perimeter/auth-paths.ts";
import { limitConcurrency } from "./perimeter/concurrency.ts";
import { checkExposure } from "./perimeter/exposure.ts";
import { answerHeaders, transportHeaders } from "./perimeter/headers.ts";
import { compileNetworkRule } from "./perimeter/network.ts";
import { ratesOf } from "./perimeter/rate.ts";
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
  readonly start: Listener["start"];
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
    const misfits = [
      ...mismatches,
      ...checkRowRules(resources, config.resources),
      ...checkAssurance(config, registry),
      ...compileSubjects(sighting.catalog, config).problems,
    ];
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
    const keys = deriveKeys(config.secret);
    const watch =
      lookOnly || !stores.together
        ? holdStill(putInForce(resources, accessOf, keys, []))
        : await watchCoverage({
            config,
            accessOf,
            keys,
            database: stores.ledger,
            policy: policy.digest,
            first: { ...sighting, resources },
            every: options.watchInterval ?? 30_000,
            onFailure: (cause) => log.error({ err: cause }, "the tables could not be looked at"),
          });
    const identity = connectProvider(
      config.identity,
      {
        redirect: new URL(authPaths.callback, config.origin).href,
        acs: new URL(authPaths.samlCallback, config.origin).href,
        metadata: new URL(authPaths.samlMetadata, config.origin).href,
      },
      {
        claimOnce: (kind, id, expiresAt) => claimOnce(stores.ledger, kind, id, expiresAt),
        now: Date.now,
      },
    );
    const app = createApp(config, stores, identity, watch.inForce, preview?.banner ?? null, log);
    const background = lookOnly ? null : startBackground(config, stores.ledger, uuidv7, log);
    const { recheck } = identity.provider;
    const checks =
      lookOnly || recheck === null
        ? null
        : watchSessions({
            ledger: stores.ledger,
            recheck,
            config,
            policy: policy.digest,
            refreshKey: keys.refresh,
            newId: uuidv7,
            now: Date.now,
            onFailure: (message, cause) => log.warn({ reason: explainFailure(cause) }, message),
          });
    const optOuts = warnOfOptOuts(config.perimeter);
    for (const warning of optOuts) log.warn(warning);
    const listener = createListener(
      app,
      async (host) => checkExposure(host, { config, isSuperuser: await isSuperuser(stores.rows) }),
      config.perimeter?.tls,
    );
    return {
      fetch: async (request, bindings) => app.fetch(request, bindings),
      notices: [
        ...notices,
        ...optOuts,
        ...changes.map((change) => `The policy has changed: ${change}.`),
        ...(config.audit?.signingKey !== undefined || preview ? [] : [unsealedNotice]),
      ],
      start: listener.start,
      stop: async () => {
        await listener.stop();
        await Promise.all([watch.stop(), background?.stop(), checks?.stop()]);
        await closeStores(stores).catch((cause: unknown) =>
          log.warn({ err: cause }, "the connections did not close"),
        );
      },
    };
  } catch (cause) {
    await closeStores(stores);
    throw cause;
  }
}

function holdStill(inForce: InForce): CoverageWatch {
  return { inForce: () => inForce, stop: async () => {} };
}

/** Asks the identity provider about sessions from now on. */
function watchSessions(check: SessionCheck): Repetition {
  return repeat(() => checkSessions(check), {
    every: 15_000,
    onFailure: (cause) => check.onFailure("Sessions could not be checked", cause),
  });
}

const consoleFolder = fileURLToPath(new URL("../dist/web/", import.meta.url));

function createApp(
  config: PurserConfig,
  stores: Stores,
  identity: ConnectedProvider,
  inForce: () => InForce,
  banner: string | null,
  log: Logger,
): Hono {
  const keys = deriveKeys(config.secret);
  const policy = policyDigest(config);
  const principals = createPrincipalCache(Date.now);
  const settings = readSettings(config, banner, describeApi);
  const relyingParty = relyingPartyOf(config, settings.assurance);
  const { perimeter } = config;
  const rule = compileNetworkRule(perimeter, config.origin);
  const originOf = readOrigins(rule);
  const rates = ratesOf(config.limits, () => performance.now());
  const gate = openGate({
    application: config.name,
    rule,
    access: perimeter?.access,
    help: perimeter?.help,
    originOf,
    countRefusal: (address, code) => countStrangerRefusal(stores.ledger, address, code),
    onFailure: (message, cause) => log.warn({ err: cause }, message),
    now: Date.now,
  });
  const api = apiRoutes({
    deployment: {
      stores,
      keys,
      policy,
      lookupsPerHour: settings.reveal.lookupsPerHour,
      relyingParty,
      exportRows: config.limits?.exportRows ?? 100_000,
      newId: uuidv7,
      now: Date.now,
    },
    inForce,
    settings,
    origin: config.origin,
    principals,
    concurrency: limitConcurrency(config.limits?.concurrencyPerPerson ?? 6),
    rate: rates.requests,
    originOf,
    bars: gate.bars,
    onFault: (requestId, cause) => log.error({ requestId, err: cause }, "a request failed"),
  });
  const auth = authRoutes({
    ...identity,
    refreshKey: keys.refresh,
    ledger: stores.ledger,
    config,
    policy,
    principals,
    signIns: rates.signIns,
    signInKey: keys.signIn,
    newId: uuidv7,
    now: Date.now,
    originOf,
    bars: gate.bars,
    onFailure: (message, cause) => log.warn({ reason: explainFailure(cause) }, message),
  });
  const secondFactor =
    relyingParty === null
      ? new Hono()
      : secondFactorRoutes({
          relyingParty,
          keys,
          ledger: stores.ledger,
          config,
          policy,
          principals,
          rate: rates.requests,
          newId: uuidv7,
          now: Date.now,
          originOf,
          bars: gate.bars,
          onFault: (requestId, cause) => log.error({ requestId, err: cause }, "a request failed"),
        });
  return new Hono()
    .use(putHeaders(transportHeaders(config.origin)))
    .get("/healthz", (context) => context.text("ok", 200, answerHeaders))
    .use(gate.guard)
    .get("/readyz", async (context) => {
      const isReady = await stores.ledger.run({ text: "select 1", values: [] }).then(
        () => true,
        () => false,
      );
      return isReady
        ? context.text("ok", 200, answerHeaders)
        : context.text("the database cannot be reached", 503, answerHeaders);
    })
    .route("/", secondFactor)
    .route("/", auth)
    .route("/", api)
    .route("/", consoleFiles(consoleFolder))
    .notFound((context) => problemResponse(refuse("not_found"), originOf(context).requestId))
    .onError((cause, context) => {
      const { requestId } = originOf(context);
      log.error({ requestId, err: cause }, "a request failed");
      return problemResponse(refuse("internal"), requestId);
    });
}
