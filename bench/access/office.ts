import { hash, randomBytes } from "node:crypto";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import type { PurserConfig } from "../../server/src/config/config.ts";
import { createPurser } from "../../server/src/purser.ts";
import { quiet } from "../report/quiet.ts";

const origin = "http://localhost:4000";

/** A back office in this process, behind HTTP, and one person who is signed in to it. */
export interface Office {
  readonly get: (path: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Starts a back office whose ledger is there already. */
export async function openOffice(
  config: PurserConfig,
  roles: readonly string[],
  claims: object,
): Promise<Office> {
  const purser = await createPurser(config, { log: quiet });
  const secret = randomBytes(32).toString("base64url");
  const login = new pg.Client(config.database.url);
  await login.connect();
  await login.query(
    `select purser.open_session($1, $2, 'bench', 'bench', 'Bench', 'bench@example.org', $3, $4, '12 hours', '12 hours',
      null, null, $5, null, 'bench', p_second_factor => 'provider', p_authenticated_at => now(), p_most => 1000)`,
    [uuidv7(), hash("sha256", secret, "buffer"), roles, JSON.stringify(claims), uuidv7()],
  );
  await login.end();
  const { url } = await purser.start({ port: 0 });
  return {
    get: async (path) => {
      const response = await fetch(url + path, { headers: { cookie: `purser-4000=${secret}` } });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${text}`);
      return text;
    },
    stop: purser.stop,
  };
}

export function configOf(
  url: string,
  roles: readonly string[],
  resources: PurserConfig["resources"],
): PurserConfig {
  return {
    name: "Bench",
    origin,
    database: { url, connections: 4 },
    identity: {
      kind: "oidc",
      issuer: "http://localhost:4001",
      clientId: "bench",
      allowInsecureIssuer: true,
    },
    secret: randomBytes(32).toString("base64"),
    limits: { requestsPerMinute: 10_000_000 },
    roles: Object.fromEntries(roles.map((role) => [role, { groups: [role] }])),
    resources,
  };
}
