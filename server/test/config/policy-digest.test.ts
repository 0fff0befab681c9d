import { expect, test } from "vitest";
import type { PurserConfig } from "../../src/config/config.ts";
import { policyDigest } from "../../src/config/policy-digest.ts";
import type { RowRule } from "../../src/config/row-rule.ts";

const config: PurserConfig = {
  name: "Back office",
  origin: "https://admin.example.com",
  database: { url: "postgres://purser@localhost/app" },
  identity: { kind: "oidc", issuer: "https://issuer.test", clientId: "purser" },
  secret: "",
  roles: { viewer: { groups: ["staff"] }, admin: { groups: ["chiefs"] } },
  resources: {
    orders: {
      label: "Orders",
      access: { viewer: { read: true }, admin: { read: true, delete: true } },
    },
  },
};

function ruled(rows: RowRule): Partial<PurserConfig> {
  return { resources: { orders: { label: "Orders", access: { viewer: { rows, read: true } } } } };
}

test("the order in which rules are written does not count", () => {
  const { roles, resources } = config;
  const other: PurserConfig = {
    ...config,
    roles: { admin: roles.admin ?? { groups: [] }, viewer: roles.viewer ?? { groups: [] } },
    resources: {
      orders: {
        access: { admin: { delete: true, read: true }, viewer: { read: true } },
        label: "Orders",
      },
    },
  };
  expect(policyDigest(other)).toBe(policyDigest({ ...config, resources }));
});

test("what is no rule does not count", () => {
  expect(policyDigest({ ...config, secret: "other", origin: "https://elsewhere.example" })).toBe(
    policyDigest(config),
  );
});

test.each<[string, Partial<PurserConfig>]>([
  ["a group", { roles: { ...config.roles, viewer: { groups: ["everybody"] } } }],
  ["a grant", { resources: { orders: { label: "Orders", access: { viewer: { read: true } } } } }],
  ["a resource", { resources: {} }],
  ["the demand for a reason", { requireReason: true }],
  ["the demand for sign-offs", { requireSignOff: true }],
  ["a network", { perimeter: { networks: ["203.0.113.0/24"] } }],
  ["how many are revealed", { reveal: { perHour: 5 } }],
  ["who is vouched for", { identity: { ...config.identity, claims: ["region"] } }],
  ["passkeys", { passkeys: false }],
  ["what has to be confirmed", { assurance: { confirmed: ["record.delete"] } }],
  ["a row rule", ruled(({ eb }) => eb("region", "=", "north"))],
])("%s counts", (_, change) => {
  expect(policyDigest({ ...config, ...change })).not.toBe(policyDigest(config));
});

/** Values from outside a rule are part of what it says. */
function inRegions(...regions: readonly string[]): RowRule {
  return ({ eb, principal }) =>
    principal.roles.includes("admin") ? eb("region", "in", regions) : eb("region", "=", "north");
}

test.each<[string, RowRule, RowRule]>([
  ["another value", ({ eb }) => eb("region", "=", "a"), ({ eb }) => eb("region", "=", "b")],
  [
    "another claim",
    ({ eb, principal }) => eb("region", "=", principal.claims.region ?? ""),
    ({ eb, principal }) => eb("region", "=", principal.claims.team ?? ""),
  ],
  ["another value from outside, for one role only", inRegions("a"), inRegions("a", "b")],
  [
    "another word that no sample reaches",
    ({ eb, principal }) => eb("a", "=", principal.subject === "x" ? 1 : 2),
    ({ eb, principal }) => eb("a", "=", principal.subject === "y" ? 1 : 2),
  ],
])("in a row rule, %s counts", (_, one, other) => {
  expect(policyDigest({ ...config, ...ruled(one) })).not.toBe(
    policyDigest({ ...config, ...ruled(other) }),
  );
});

test("in a row rule, a claim that is named outside counts", () => {
  const by =
    (claim: string): RowRule =>
    ({ eb, principal }) =>
      eb("region", "=", principal.claims[claim] ?? "");
  expect(policyDigest({ ...config, ...ruled(by("region")) })).not.toBe(
    policyDigest({ ...config, ...ruled(by("team")) }),
  );
});

test("the same row rule made twice is the same", () => {
  expect(policyDigest({ ...config, ...ruled(inRegions("a")) })).toBe(
    policyDigest({ ...config, ...ruled(inRegions("a")) }),
  );
});

test("it is a sha256 in hex", () => {
  expect(policyDigest(config)).toMatch(/^[0-9a-f]{64}$/);
});
