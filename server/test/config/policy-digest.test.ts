import { expect, test } from "vitest";
import type { PurserConfig } from "../../src/config/config.ts";
import { policyDigest } from "../../src/config/policy-digest.ts";

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
])("%s counts", (_, change) => {
  expect(policyDigest({ ...config, ...change })).not.toBe(policyDigest(config));
});

test("it is a sha256 in hex", () => {
  expect(policyDigest(config)).toMatch(/^[0-9a-f]{64}$/);
});
