import { randomBytes } from "node:crypto";
import type { PurserConfig } from "../../server/src/config/config.ts";

/** The reverse proxy is this process; people come from a network that was let in. */
const perimeter: NonNullable<PurserConfig["perimeter"]> = {
  networks: ["203.0.0.0/16"],
  trustedProxies: ["127.0.0.1"],
};

export function configOf(
  url: string,
  issuer: string,
  rest: Partial<PurserConfig> = {},
): PurserConfig {
  const login = new URL(url);
  login.username = "purser";
  return {
    name: "Bench",
    origin: "http://localhost:4000",
    database: { url: login.href, connections: 8 },
    identity: {
      kind: "oidc",
      issuer,
      clientId: "bench",
      clientSecret: "bench",
      allowInsecureIssuer: true,
      secondFactor: { included: { amr: "mfa" } },
    },
    secret: randomBytes(32).toString("base64"),
    roles: { viewer: { groups: ["viewers"] } },
    resources: {
      orders: { defaultSort: ["-placed_at", "-id"], access: { viewer: { read: true } } },
    },
    perimeter,
    limits: { requestsPerMinute: 10_000_000 },
    ...rest,
  };
}
