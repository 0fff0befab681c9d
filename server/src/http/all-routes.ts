import { Hono } from "hono";
import type { Logger } from "pino";
import { v7 as uuidv7 } from "uuid";
import type { InForce } from "../access/in-force.ts";
import type { PurserConfig } from "../config/config.ts";
import type { ServerKeys } from "../config/keys.ts";
import { refuse } from "../contract/index.ts";
import type { Stores } from "../execute/context.ts";
import type { ConnectedProvider } from "../identity/connect.ts";
import { explainFailure } from "../identity/explain-failure.ts";
import { relyingPartyOf } from "../identity/passkey/relying-party.ts";
import { createPrincipalCache } from "../identity/principal-cache.ts";
import { countStrangerRefusal } from "../identity/refused-sign-in.ts";
import { describeApi } from "../openapi/document.ts";
import { readSettings } from "../operation/settings.ts";
import { limitConcurrency } from "../perimeter/concurrency.ts";
import { answerHeaders, transportHeaders } from "../perimeter/headers.ts";
import { compileNetworkRule } from "../perimeter/network.ts";
import { ratesOf } from "../perimeter/rate.ts";
import { apiRoutes } from "./api.ts";
import { authRoutes } from "./auth.ts";
import { consoleFiles } from "./console-files.ts";
import { openGate } from "./gate.ts";
import { problemResponse } from "./problem-response.ts";
import { putHeaders } from "./put-headers.ts";
import { readOrigins } from "./request-origin.ts";
import { secondFactorRoutes } from "./second-factor.ts";

/** What is reached over HTTP: one config in force, and what was made of it. */
export interface Site {
  readonly config: PurserConfig;
  readonly stores: Stores;
  readonly keys: ServerKeys;
  /** Digest of the policy in force. */
  readonly policy: string;
  readonly identity: ConnectedProvider;
  /** Asked once for each request, which is then judged by that alone. */
  readonly inForce: () => InForce;
  /** What everybody is told on every page; null for nothing. */
  readonly banner: string | null;
  /** Where the built console lies. */
  readonly consoleFolder: string;
  readonly log: Logger;
}

/** Everything that answers at the console's origin: the gate before it, then API, sign-in and the console's files. */
export function allRoutes(site: Site): Hono {
  const { config, stores, keys, policy, identity, inForce, log } = site;
  const principals = createPrincipalCache(Date.now);
  const settings = readSettings(config, site.banner, describeApi);
  const relyingParty = relyingPartyOf(config, settings.assurance);
  const { perimeter } = config;
  const rule = compileNetworkRule(perimeter, config.origin);
  const originOf = readOrigins(rule);
  const rates = ratesOf(config.limits, () => performance.now());
  const onFault = (requestId: string, cause: unknown) =>
    log.error({ requestId, err: cause }, "a request failed");
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
    onFault,
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
          onFault,
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
    .route("/", consoleFiles(site.consoleFolder))
    .notFound((context) => problemResponse(refuse("not_found"), originOf(context).requestId))
    .onError((cause, context) => {
      const { requestId } = originOf(context);
      onFault(requestId, cause);
      return problemResponse(refuse("internal"), requestId);
    });
}
