import { expect, test } from "vitest";
import { comparePolicies, printDifference } from "../../src/config/compare-policies.ts";
import type { GrantConfig } from "../../src/config/config.ts";
import type { Policy } from "../../src/config/policy-digest.ts";

const base: Policy = {
  roles: { viewer: { groups: ["staff"] }, admin: { groups: ["chiefs"], audit: true } },
  resources: { orders: { access: { viewer: { read: true } } } },
  requireReason: false,
};

function compare(was: Policy, is: Policy): readonly string[] {
  return comparePolicies(was, is).map(printDifference);
}

function granting(viewer: GrantConfig): Policy {
  return { ...base, resources: { orders: { access: { viewer } } } };
}

const everything = "every other field";

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
])("a grant: %s", (_, was, is, expected) => {
  const path = "resources.orders.access.viewer.";
  expect(compare(granting(was), granting(is))).toEqual(
    expected.map((each) => each.replace(" ", ` ${path}`)),
  );
});

test.each<[string, Partial<Policy>, readonly string[]]>([
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
    ["narrowed resources.orders.fields: a", "changed resources.orders"],
  ],
  [
    "a label",
    { resources: { orders: { access: { viewer: { read: true } }, label: "Purchases" } } },
    ["changed resources.orders"],
  ],
  ["the demand for a reason", { requireReason: true }, ["narrowed requireReason"]],
])("%s", (_, change, expected) => {
  expect(compare(base, { ...base, ...change })).toEqual(expected);
});

test("there and back widens what it narrowed", () => {
  const other = granting({ read: ["a"], delete: true });
  const opposite = { widened: "narrowed", narrowed: "widened", changed: "changed" } as const;
  expect(
    comparePolicies(other, base).map(({ effect, ...rest }) => ({
      effect: opposite[effect],
      ...rest,
    })),
  ).toEqual(expect.arrayContaining([...comparePolicies(base, other)]));
});
