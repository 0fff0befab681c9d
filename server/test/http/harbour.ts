import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accounts } from "../../../demo/accounts.ts";
import { prepareHarbour } from "../../../demo/harbour-database.ts";
import { migrate } from "../../src/audit/migrate.ts";
import { generateKey } from "../../src/config/signing-key.ts";
import { startDevelopmentProvider } from "../../src/identity/development-provider.ts";
import { createPurser } from "../../src/purser.ts";
import { findFreePort } from "../identity/free-port.ts";

/** The demo company, open for business on a port of this machine. */
export interface Harbour {
  readonly origin: string;
  /** Where what the demo keeps in `.purser` is: of it, the verifier key. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** Some 15 thousand rows: as many as it takes for everything to be there. */
const scale = 0.01;

/** Opens Harbour as the demo does, on a cluster that is there already. */
export async function openHarbour(superuserUrl: string): Promise<Harbour> {
  const urlOf = (database: string) => {
    const url = new URL(superuserUrl);
    url.pathname = `/${database}`;
    return url;
  };
  await prepareHarbour({ url: (name) => urlOf(name).href, scale, onProgress: () => undefined });
  const login = urlOf("harbour");
  login.username = "purser_harbour";
  login.password = "purser";
  const [port, providerPort] = [await findFreePort(), await findFreePort()];
  const origin = `http://localhost:${port}`;
  const client = { id: "purser", secret: "a secret of the tests" };
  const folder = await mkdtemp(join(tmpdir(), "harbour-"));
  const auditKey = generateKey("harbour.test/audit");
  await writeFile(join(folder, "verifier-key"), auditKey.verifier);
  // The config reads its surroundings from the environment, as one in production does.
  Object.assign(process.env, {
    HARBOUR_DATABASE_URL: login.href,
    HARBOUR_ORIGIN: origin,
    HARBOUR_SECRET: Buffer.alloc(32, 7).toString("base64"),
    HARBOUR_ISSUER: `http://localhost:${providerPort}`,
    HARBOUR_CLIENT_SECRET: client.secret,
    HARBOUR_AUDIT_KEY: auditKey.secret,
    HARBOUR_ANCHORS: join(folder, "anchors"),
  });
  const { default: config } = await import("../../../demo/purser.config.ts");
  await migrate({ adminUrl: urlOf("harbour").href, config });
  const provider = await startDevelopmentProvider({
    port: providerPort,
    folder,
    accounts,
    clients: [
      { ...client, redirectUris: [`${origin}/auth/callback`], postLogoutRedirectUris: [origin] },
    ],
  });
  const purser = await createPurser(config);
  await purser.start({ port });
  return {
    origin,
    folder,
    stop: async () => {
      await purser.stop();
      await provider.stop();
      await rm(folder, { recursive: true });
    },
  };
}
