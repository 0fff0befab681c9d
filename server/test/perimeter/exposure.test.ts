import { describe, expect, test } from "vitest";
import { oidc } from "../../src/config/identity.ts";
import { saml } from "../../src/config/saml.ts";
import { checkExposure, type Exposure } from "../../src/perimeter/exposure.ts";

const identity = oidc({ issuer: "https://issuer.test", clientId: "purser" });
const safe: Exposure = {
  isSuperuser: false,
  config: {
    origin: "https://admin.example.com",
    identity,
    perimeter: { networks: ["203.0.113.0/24"], trustedProxies: ["10.0.0.2"] },
  },
};
/** What a demo has. */
const { perimeter: _, ...unwalled } = safe.config;
const naked: Exposure = {
  isSuperuser: true,
  config: {
    ...unwalled,
    origin: "http://localhost:4000",
    identity: { ...identity, issuer: "http://localhost:4001" },
  },
};

const idsOf = (host: string, exposure: Exposure) =>
  checkExposure(host, exposure).map(({ id }) => id);

const beyond = [
  "0.0.0.0",
  "::",
  "",
  "10.0.0.1",
  "192.168.1.1",
  "127.0.0.1.evil.example",
  "localhost.evil.example",
  "0",
  "::ffff:10.0.0.1",
  "[::]",
];

test.each(["127.0.0.1", "127.8.9.1", "::1", "localhost"])("%s needs nothing", (host) => {
  expect(idsOf(host, naked)).toEqual([]);
});

/** P4 */
test.each(beyond)(
  "%j could be reached from elsewhere, and everything against it is said",
  (host) => {
    expect(idsOf(host, naked)).toEqual([
      "no_perimeter",
      "demo_identity_provider",
      "no_tls",
      "superuser_login",
    ]);
  },
);

describe("beyond this machine", () => {
  test.each<[what: string, change: Partial<Exposure["config"]>, ids: readonly string[]]>([
    ["with networks, behind a proxy that ends TLS", {}, []],
    ["without a perimeter", { perimeter: { trustedProxies: ["10.0.0.2"] } }, ["no_perimeter"]],
    [
      "with the doors open on purpose",
      { perimeter: { dangerouslyAllowEveryNetwork: true, trustedProxies: ["10.0.0.2"] } },
      [],
    ],
    ["without TLS", { perimeter: { networks: ["203.0.113.0/24"] } }, ["no_tls"]],
    ["with a proxy and an origin without TLS", { origin: "http://localhost" }, ["no_tls"]],
    [
      "without TLS on purpose",
      { perimeter: { networks: ["203.0.113.0/24"], dangerouslyServeWithoutTls: true } },
      [],
    ],
    [
      "with TLS of one's own",
      { perimeter: { networks: ["203.0.113.0/24"], tls: { certificate: "", key: "" } } },
      [],
    ],
    [
      "with the identity provider that asks for no password",
      { identity: { ...identity, issuer: "http://127.0.0.1:4001" } },
      ["demo_identity_provider"],
    ],
    [
      "with a SAML provider on this machine",
      {
        identity: saml({
          provider: {
            entityId: "https://issuer.test",
            signInUrl: "http://localhost:4001/sso",
            certificates: [],
          },
        }),
      },
      ["demo_identity_provider"],
    ],
  ])("%s", (_what, change, ids) => {
    expect(idsOf("0.0.0.0", { ...safe, config: { ...safe.config, ...change } })).toEqual(ids);
  });

  test("as a superuser", () => {
    expect(idsOf("0.0.0.0", { ...safe, isSuperuser: true })).toEqual(["superuser_login"]);
  });
});
