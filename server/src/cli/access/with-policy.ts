import { accessFromConfig } from "../../access/grant.ts";
import { type InForce, putInForce } from "../../access/in-force.ts";
import { readCatalog } from "../../catalog/read.ts";
import type { PurserConfig } from "../../config/config.ts";
import { deriveKeys } from "../../config/keys.ts";
import { StartError } from "../../config/start-error.ts";
import type { Stores } from "../../execute/context.ts";
import { closeStores, openStores } from "../../execute/stores.ts";
import { compileResources } from "../../resource/compile.ts";
import { type Options, textOption } from "../command.ts";
import { loadConfig } from "../load-config.ts";

/** Opens the databases and puts the config's rules together, as a server would, for as long as the work takes. */
export async function withPolicy(
  options: Options,
  work: (inForce: InForce, config: PurserConfig, stores: Stores) => Promise<void>,
): Promise<void> {
  const config = await loadConfig(textOption(options, "config"));
  const stores = openStores(config);
  try {
    const catalog = await readCatalog(stores.rows);
    const { resources, problems } = compileResources(catalog, config.resources, {
      roles: Object.keys(config.roles),
    });
    if (problems.length > 0) throw new StartError(problems);
    const accessOf = accessFromConfig(config.resources);
    await work(putInForce(resources, accessOf, deriveKeys(config.secret), []), config, stores);
  } finally {
    await closeStores(stores);
  }
}
