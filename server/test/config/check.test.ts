import { expect, test } from "vitest";
import { jwtProxy } from "../../src/config/access-proxy.ts";
import { checkConfig } from "../../src/config/check.ts";
import type { PurserConfig } from "../../src/config/config.ts";

const sound: PurserConfig = {
  name: "Back office",
  origin: "https://admin.example.com",
  database: { url: "postgres://purser:secret@localhost:5432/app" },
  identity: { kind: "oidc", issuer: "https://issuer.test/tenant", clientId: "purser" },
  secret: Buffer.alloc(32, 1).toString("base64"),
  perimeter: { networks: ["203.0.113.0/24", "2001:db8::/32"] },
  roles: { viewer: { groups: ["staff"] }, admin: { groups: ["chiefs"], audit: true } },
  resources: {
    orders: {
      access: {
        viewer: { read: true },
        admin: { read: { except: ["note"] }, update: ["total"], delete: true },
      },
    },
  },
};

const access = jwtProxy({
  header: "x-proxy-token",
  issuer: "https://proxy.example.com",
  audience: "purser",
  jwksUrl: "https://proxy.example.com/keys",
  algorithms: ["ES256"],
});
const { issuer: _, ...anybody } = access;

/** The sound config with one setting replaced, or removed where `value` is undefined. */
function change(path: string, value: unknown): unknown {
  const config: unknown = structuredClone(sound);
  const steps = path.split(".");
  const last = steps.pop() ?? "";
  const parent = steps.reduce<unknown>((inner, step) => property(inner, step), config);
  if (typeof parent !== "object" || parent === null) throw new Error(`nothing at ${path}`);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
  return config;
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) throw new Error(`nothing at ${name}`);
  if (!(name in value)) Reflect.set(value, name, {});
  return Reflect.get(value, name);
}

function idsOf(config: unknown): readonly string[] {
  return checkConfig(config).map(({ id, path }) => `${id} ${path}`);
}

test("a sound config has no problem, whatever optional it uses", () => {
  expect(checkConfig(sound)).toEqual([]);
  expect(
    checkConfig({
      ...sound,
      origin: "http://localhost:4000",
      timeZone: "Europe/Berlin",
      requireReason: true,
      limits: { statementTimeout: 1000, sessionHours: 8 },
      identity: {
        ...sound.identity,
        issuer: "http://127.0.0.1:4001",
        allowInsecureIssuer: true,
        scope: "openid groups",
      },
      resources: {
        "shop.order lines": {
          label: "Lines",
          fields: {
            price: { format: "money", currency: { code: "EUR" } },
            cost: { currency: { field: "cur" } },
          },
          relations: { order: { hidden: true } },
          access: {},
        },
      },
    }),
  ).toEqual([]);
});

test.each<[string, unknown, string]>([
  ["name", undefined, "missing_setting name"],
  ["name", " ", "empty_text name"],
  ["name", 5, "wrong_type name"],
  ["nam", "x", "unknown_setting nam"],
  ["origin", "https://admin.example.com/", "bad_origin origin"],
  ["origin", "https://admin.example.com/admin", "bad_origin origin"],
  ["origin", "http://admin.example.com", "bad_origin origin"],
  ["origin", "https://user:password@admin.example.com", "bad_origin origin"],
  ["origin", "ftp://localhost", "bad_origin origin"],
  ["perimeter", undefined, "no_perimeter perimeter"],
  ["perimeter", { trustedProxies: ["10.0.0.2"] }, "no_perimeter perimeter"],
  ["perimeter.networks", [], "no_networks perimeter.networks"],
  ["perimeter.networks", ["203.0.113.7/24"], "bad_network perimeter.networks[0]"],
  ["perimeter.networks", ["office.example.com"], "bad_network perimeter.networks[0]"],
  ["perimeter.networks", ["0.0.0.0/0"], "network_too_wide perimeter.networks[0]"],
  ["perimeter.networks", ["128.0.0.0/1"], "network_too_wide perimeter.networks[0]"],
  ["perimeter.networks", ["::/0"], "network_too_wide perimeter.networks[0]"],
  ["perimeter.trustedProxies", ["0.0.0.0/0"], "network_too_wide perimeter.trustedProxies[0]"],
  ["perimeter.network", [], "unknown_setting perimeter.network"],
  ["perimeter.access", { ...access, header: "cookie" }, "bad_token_header perimeter.access.header"],
  ["perimeter.access", { ...access, algorithms: [] }, "out_of_bounds perimeter.access.algorithms"],
  [
    "perimeter.access",
    { ...access, algorithms: ["HS256"] },
    "unknown_value perimeter.access.algorithms[0]",
  ],
  [
    "perimeter.access",
    { ...access, keysUrl: "http://proxy.example.com/keys" },
    "bad_keys_url perimeter.access.keysUrl",
  ],
  ["perimeter.access", anybody, "token_for_anybody perimeter.access"],
  ["perimeter.tls", { certificate: "x", key: "y" }, "bad_tls perimeter.tls"],
  ["database.url", "mysql://a@b/c", "bad_database_url database.url"],
  ["database.url", "postgres://localhost/app", "login_missing database.url"],
  ["database.ledgerUrl", "postgres://localhost/app", "login_missing database.ledgerUrl"],
  ["database.connections", 0, "out_of_bounds database.connections"],
  ["database.connections", 1.5, "wrong_type database.connections"],
  ["identity.kind", "ldap", "unknown_value identity.kind"],
  ["identity.issuer", "http://issuer.test", "insecure_issuer identity.issuer"],
  ["identity.issuer", "http://localhost:4001", "insecure_issuer identity.issuer"],
  ["identity.issuer", "issuer.test", "bad_issuer identity.issuer"],
  ["identity.scope", "profile email", "bad_scope identity.scope"],
  ["identity.clientSecret", "", "empty_text identity.clientSecret"],
  ["secret", "c2hvcnQ=", "weak_secret secret"],
  ["secret", "x".repeat(40).concat("!"), "weak_secret secret"],
  ["roles.viewer.groups", [], "role_without_groups roles.viewer.groups"],
  ["roles.viewer.groups", "staff", "wrong_type roles.viewer.groups"],
  ["timeZone", "Mars/Phobos", "bad_time_zone timeZone"],
  ["timeZone", "+01:00", "bad_time_zone timeZone"],
  ["limits.sessionHours", 1000, "out_of_bounds limits.sessionHours"],
  ["limits.sessionHour", 8, "unknown_setting limits.sessionHour"],
  ["resources.orders.access", undefined, "missing_setting resources.orders.access"],
  ["resources.orders.access.viewr", { read: true }, "unknown_role resources.orders.access.viewr"],
  ["resources.orders.access.viewer.read", false, "wrong_form resources.orders.access.viewer.read"],
  [
    "resources.orders.access.viewer.read",
    { only: ["a"] },
    "wrong_form resources.orders.access.viewer.read",
  ],
  [
    "resources.orders.access.viewer.read",
    ["a", 1],
    "wrong_form resources.orders.access.viewer.read",
  ],
  [
    "resources.orders.access.viewer.delete",
    ["a"],
    "wrong_type resources.orders.access.viewer.delete",
  ],
  [
    "resources.orders.access.viewer.write",
    true,
    "unknown_setting resources.orders.access.viewer.write",
  ],
  [
    "resources.orders.fields.a b.format",
    "mail",
    'unknown_value resources.orders.fields["a b"].format',
  ],
  [
    "resources.orders.fields.price.currency",
    "EUR",
    "wrong_form resources.orders.fields.price.currency",
  ],
  [
    "resources.orders.fields.price.currency",
    { code: "euro" },
    "bad_currency resources.orders.fields.price.currency.code",
  ],
])("%s = %j is %s", (path, value, problem) => {
  expect(idsOf(change(path, value))).toEqual([problem]);
});

test("without a role nobody could do anything", () => {
  expect(idsOf({ ...sound, roles: {}, resources: {} })).toEqual(["no_roles roles"]);
});

test("ten mistakes are ten problems, at once", () => {
  const config = {
    nam: "Back office",
    origin: "admin.example.com",
    database: { url: "localhost", conections: 5 },
    identity: { kind: "oidc", issuer: "https://issuer.test" },
    secret: "short",
    roles: { viewer: { groups: [] } },
    resources: { orders: { access: { editor: { read: true } } } },
    timeZone: "Berlin",
  };
  expect(idsOf(config).toSorted()).toEqual([
    "bad_database_url database.url",
    "bad_origin origin",
    "bad_time_zone timeZone",
    "missing_setting identity.clientId",
    "missing_setting name",
    "role_without_groups roles.viewer.groups",
    "unknown_role resources.orders.access.editor",
    "unknown_setting database.conections",
    "unknown_setting nam",
    "weak_secret secret",
  ]);
});

test("a misspelt name comes with the right one", () => {
  const hints = checkConfig({ ...sound, limits: { sessionHour: 8 }, databse: {} }).map(
    ({ hint }) => hint,
  );
  expect(hints).toEqual(['Did you mean "sessionHours"?', 'Did you mean "database"?']);
});

test.each([[null], [undefined], ["text"], [[]], [() => sound]])("%o is no config", (config) => {
  expect(checkConfig(config)).toHaveLength(1);
});

test("no problem repeats a secret", () => {
  const told = JSON.stringify(
    checkConfig({
      ...sound,
      secret: "hunter2!",
      database: { url: "mysql://purser:hunter2@localhost/app" },
      identity: { ...sound.identity, clientSecret: 5 },
    }),
  );
  expect(told).toContain("weak_secret");
  expect(told).not.toContain("hunter2");
});
