import { expect, test } from "vitest";
import { comparePolicies, printDifference } from "../../src/config/compare-policies.ts";
import type { FieldConfig, GrantConfig, ResourceConfig } from "../../src/config/config.ts";
import { type Policy, policyDocument } from "../../src/config/policy-digest.ts";
import { readPolicy } from "../../src/config/read-policy.ts";
import type { RowRule } from "../../src/config/row-rule.ts";

type Rules = Parameters<typeof policyDocument>[0];

const identity = { kind: "oidc", issuer: "https://id.example.com", clientId: "purser" } as const;

const base: Rules = {
  identity,
  roles: { viewer: { groups: ["staff"] }, admin: { groups: ["chiefs"], audit: true } },
  resources: { orders: { access: { viewer: { read: true } } } },
};

/** By way of the document, as both sides come. */
function state(rules: Rules): Policy {
  const policy = readPolicy(policyDocument(rules));
  if (policy === null) throw new Error("the document is no policy");
  return policy;
}

function compare(was: Rules, is: Rules): readonly string[] {
  return comparePolicies(state(was), state(is)).map(printDifference);
}

function granting(viewer: GrantConfig | readonly GrantConfig[]): Rules {
  return { ...base, resources: { orders: { access: { viewer } } } };
}

function showing(orders: Omit<ResourceConfig, "access">): Rules {
  return { ...base, resources: { orders: { ...orders, access: { viewer: { read: true } } } } };
}

const everything = "every other field";
const ofTheirRegion: RowRule = ({ eb, principal }) =>
  eb("region", "=", principal.claims.region ?? "");
const ofTheirTeam: RowRule = ({ eb, principal }) => eb("region", "=", principal.claims.team ?? "");

test.each<[string, GrantConfig, GrantConfig, readonly string[]]>([
  ["the same", { read: ["a", "b"] }, { read: ["b", "a"] }, []],
  ["a field more", { read: ["a"] }, { read: ["a", "b"] }, ["widened read: b"]],
  ["a field less", { read: ["a", "b"] }, { read: ["a"] }, ["narrowed read: b"]],
  ["another field", { read: ["a"] }, { read: ["b"] }, ["widened read: b", "narrowed read: a"]],
  ["an exception more", { read: true }, { read: { except: ["a"] } }, ["narrowed read: a"]],
  ["an exception less", { read: { except: ["a"] } }, { read: true }, ["widened read: a"]],
  [
    "from named ones to all but some",
    { read: ["a", "b"] },
    { read: { except: ["a"] } },
    [`widened read: ${everything}`, "narrowed read: a"],
  ],
  ["a right that comes", {}, { create: true }, [`widened create: ${everything}`]],
  ["a right that goes", { update: ["a"] }, {}, ["narrowed update: a"]],
  ["leave to delete", {}, { delete: true }, ["widened delete"]],
  ["no leave to delete any more", { delete: true }, { delete: false }, ["narrowed delete"]],
  ["an empty list and none", { update: [] }, {}, []],
  ["a masked field in clear", { read: true }, { read: true, clear: ["a"] }, ["widened clear: a"]],
  ["one no longer revealed", { reveal: ["a", "b"] }, { reveal: ["b"] }, ["narrowed reveal: a"]],
  ["filters for some only", {}, { filter: ["a"] }, [`narrowed filter: ${everything}`]],
  ["an order by one more", { sort: ["a"] }, { sort: ["a", "b"] }, ["widened sort: b"]],
  ["orders by all", { sort: ["a"] }, {}, [`widened sort: ${everything}`]],
  ["rows of their own only", {}, { rows: ofTheirRegion }, ["narrowed rows"]],
  ["all rows", { rows: ofTheirRegion }, {}, ["widened rows"]],
  ["the same rows", { rows: ofTheirRegion }, { rows: ofTheirRegion }, []],
  ["other rows", { rows: ofTheirRegion }, { rows: ofTheirTeam }, ["reworded rows"]],
])("a grant: %s", (_, was, is, expected) => {
  const path = "resources.orders.access.viewer.";
  expect(compare(granting(was), granting(is))).toEqual(
    expected.map((each) => each.replace(" ", ` ${path}`)),
  );
});

test.each<[string, Partial<Rules>, readonly string[]]>([
  [
    "a role that comes",
    { roles: { ...base.roles, support: { groups: ["help"] } } },
    ["widened roles.support"],
  ],
  ["a role that goes", { roles: { viewer: { groups: ["staff"] } } }, ["narrowed roles.admin"]],
  [
    "a group more, and one less",
    { roles: { ...base.roles, viewer: { groups: ["everybody"] } } },
    ["widened roles.viewer.groups: everybody", "narrowed roles.viewer.groups: staff"],
  ],
  [
    "the audit log taken away",
    { roles: { ...base.roles, admin: { groups: ["chiefs"] } } },
    ["narrowed roles.admin.audit"],
  ],
  [
    "a description",
    { roles: { ...base.roles, viewer: { groups: ["staff"], description: "Reads" } } },
    ["changed roles.viewer"],
  ],
  [
    "a resource that comes",
    { resources: { ...base.resources, "odd name": { access: {} } } },
    ['widened resources["odd name"]'],
  ],
  ["a resource that goes", { resources: {} }, ["narrowed resources.orders"]],
  [
    "a grant to a new role",
    {
      resources: { orders: { access: { viewer: { read: true }, admin: { delete: true } } } },
    },
    ["widened resources.orders.access.admin.delete"],
  ],
  [
    "a field that is hidden",
    {
      resources: {
        orders: { access: { viewer: { read: true } }, fields: { a: { hidden: true } } },
      },
    },
    ["narrowed resources.orders.fields.a.hidden"],
  ],
  [
    "a label",
    { resources: { orders: { access: { viewer: { read: true } }, label: "Purchases" } } },
    ["changed resources.orders"],
  ],
  ["the demand for a reason", { requireReason: true }, ["narrowed requireReason"]],
  ["the demand for sign-offs", { requireSignOff: true }, ["narrowed requireSignOff"]],
  ["a perimeter", { perimeter: { networks: ["203.0.113.0/24"] } }, ["narrowed perimeter.networks"]],
  [
    "an opt-out",
    { perimeter: { dangerouslyAllowEveryNetwork: true } },
    ["widened perimeter.dangerouslyAllowEveryNetwork"],
  ],
  [
    "a proxy to be believed",
    { perimeter: { trustedProxies: ["10.0.0.2"] } },
    ["reworded perimeter"],
  ],
  [
    "what proves a second factor",
    { identity: { ...identity, secondFactor: { required: { acr: "mfa" } } } },
    ["reworded identity"],
  ],
  ["a secret of the provider", { identity: { ...identity, clientSecret: "s3cret" } }, []],
  ["no passkeys", { passkeys: false }, ["reworded passkeys"]],
  ["what is confirmed", { assurance: { confirmed: ["record.delete"] } }, ["reworded assurance"]],
  ["how long is revealed", { reveal: { seconds: 60 } }, ["changed reveal"]],
  [
    "a role that administers and reviews",
    {
      roles: { ...base.roles, viewer: { groups: ["staff"], administer: true, review: true } },
    },
    ["widened roles.viewer.review", "widened roles.viewer.administer"],
  ],
  [
    "a sign-off",
    showing({ signOff: { update: { by: "Ada", on: "2026-11-01", reference: "T-1" } } }),
    ["changed resources.orders.signOff"],
  ],
])("%s", (_, change, expected) => {
  expect(compare(base, { ...base, ...change })).toEqual(expected);
});

test("another network widens, and one left out narrows", () => {
  expect(
    compare(
      { ...base, perimeter: { networks: ["203.0.113.0/24", "2001:db8::/32"] } },
      { ...base, perimeter: { networks: ["203.0.113.0/24", "198.51.100.0/24"] } },
    ),
  ).toEqual([
    "widened perimeter.networks: 198.51.100.0/24",
    "narrowed perimeter.networks: 2001:db8::/32",
  ]);
});

test.each<[string, FieldConfig, FieldConfig, readonly string[]]>([
  ["a mask", { mask: false }, { mask: "year" }, ["narrowed mask"]],
  ["no mask", { mask: "year" }, { mask: false }, ["widened mask"]],
  ["another mask", { mask: "pseudonym" }, { mask: "lastFour" }, ["widened mask"]],
  ["a fixed mask", { mask: "lastFour" }, { mask: { fixed: "…" } }, ["narrowed mask"]],
  ["a mask left to its looks", { mask: "pseudonym" }, {}, ["widened mask"]],
  ["exact lookups", {}, { exactLookup: true }, ["widened exactLookup"]],
  ["personal", {}, { personal: true }, ["narrowed personal"]],
  ["said not to be personal", {}, { personal: false }, ["widened personal"]],
  ["left to its looks again", { hidden: false }, {}, ["narrowed hidden"]],
  ["shown", { hidden: true }, { hidden: false }, ["widened hidden"]],
])("a field: %s", (_, was, is, expected) => {
  const path = "resources.orders.fields.a.";
  expect(compare(showing({ fields: { a: was } }), showing({ fields: { a: is } }))).toEqual(
    expected.map((each) => each.replace(" ", ` ${path}`)),
  );
});

test("each of several grants is compared with the one in its place", () => {
  const one: GrantConfig = { rows: ofTheirRegion, read: true };
  expect(compare(granting(one), granting([one, { read: ["a"], delete: true }]))).toEqual([
    "widened resources.orders.access.viewer[1].read: a",
    "widened resources.orders.access.viewer[1].delete",
  ]);
});

test("there and back widens what it narrowed", () => {
  const other = granting({ read: ["a"], delete: true });
  const opposite = {
    widened: "narrowed",
    narrowed: "widened",
    reworded: "reworded",
    changed: "changed",
  } as const;
  expect(
    comparePolicies(state(other), state(base)).map(({ effect, ...rest }) => ({
      effect: opposite[effect],
      ...rest,
    })),
  ).toEqual(expect.arrayContaining([...comparePolicies(state(base), state(other))]));
});
