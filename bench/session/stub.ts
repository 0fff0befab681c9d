import { v7 as uuidv7 } from "uuid";
import { accessFromConfig } from "../../server/src/access/grant.ts";
import { putInForce } from "../../server/src/access/in-force.ts";
import { sight } from "../../server/src/audit/coverage-watch.ts";
import type { PurserConfig } from "../../server/src/config/config.ts";
import { deriveKeys } from "../../server/src/config/keys.ts";
import { closeStores, openStores } from "../../server/src/execute/stores.ts";
import { apiRoutes } from "../../server/src/http/api.ts";
import { createListener } from "../../server/src/http/listen.ts";
import type { Principal } from "../../server/src/identity/principal.ts";
import { describeApi } from "../../server/src/openapi/document.ts";
import { readSettings } from "../../server/src/operation/settings.ts";
import { compileResources } from "../../server/src/resource/compile.ts";
import { quiet } from "../report/quiet.ts";

/**
 * The same API over the same database, but that nobody is asked who they are and where they come from: every request is
 * this principal's. What a statement checks in PostgreSQL stays.
 */
export async function startStub(
  config: PurserConfig,
  principal: Principal,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const stores = openStores(config);
  const { catalog } = await sight(stores.rows, []);
  const { resources } = compileResources(catalog, config.resources, {
    roles: Object.keys(config.roles),
  });
  const keys = deriveKeys(config.secret);
  const inForce = putInForce(resources, accessFromConfig(config.resources), keys, []);
  const settings = readSettings(config, null, describeApi);
  const app = apiRoutes({
    deployment: {
      stores,
      keys,
      policy: settings.policy,
      lookupsPerHour: settings.reveal.lookupsPerHour,
      exportRows: 100_000,
      relyingParty: null,
      newId: uuidv7,
      now: Date.now,
    },
    inForce: () => inForce,
    settings,
    origin: config.origin,
    principals: { recall: () => principal, keep: () => {}, forget: () => {} },
    concurrency: { enter: () => () => {} },
    rate: { take: () => null, giveBack: () => {} },
    originOf: () => ({ requestId: uuidv7(), address: "203.0.113.7", userAgent: null }),
    bars: () => null,
    onFault: (requestId, cause) => quiet.error({ requestId, err: cause }),
  });
  const listener = createListener(app, async () => []);
  const { url } = await listener.start({ port: 0 });
  return {
    url,
    stop: async () => {
      await listener.stop();
      await closeStores(stores);
    },
  };
}
