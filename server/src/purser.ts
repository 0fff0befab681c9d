import { fileURLToPath } from "node:url";
import type { Http2Bindings, HttpBindings } from "@hono/node-server";
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
import { assertLedger, isSuperuser } from "./database/login.ts";
import { assertStores, closeStores, openStores } from "./execute/stores.ts";
import { allRoutes } from "./http/all-routes.ts";
import { createListener, type Listener } from "./http/listen.ts";
import { claimOnce } from "./identity/claim-once.ts";
import { connectProvider } from "./identity/connect.ts";
import { explainFailure } from "./identity/explain-failure.ts";
import { checkSessions, type SessionCheck } from "./identity/session-check.ts";
import { checkAssurance } from "./operation/check-assurance.ts";
import { registry } from "./operation/registry.ts";
import { authPaths } from "./perimeter/auth-paths.ts";
import { checkExposure } from "./perimeter/exposure.ts";
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
    await assertStores(config, stores);
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
    const app = allRoutes({
      config,
      stores,
      keys,
      policy: policy.digest,
      identity,
      inForce: watch.inForce,
      banner: preview?.banner ?? null,
      consoleFolder,
      log,
    });
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
