import harbour from "../../demo/purser.config.ts";
import type { FieldSet, GrantConfig } from "../../server/src/config/config.ts";
import { registry } from "../../server/src/operation/registry.ts";

const rights = ["read", "create", "update", "delete"] as const;
type Right = (typeof rights)[number];

type Demand = Right | "reversal" | "audit" | "session";

/** What an operation demands of whoever asks, beside a session. */
const demands: { readonly [operation: string]: Demand } = {
  me: "session",
  "resource.list": "session",
  openapi: "session",
  "record.list": "read",
  "record.search": "read",
  "record.read": "read",
  "record.related": "read",
  "record.lookup": "read",
  "record.history": "read",
  "record.asOf": "read",
  "record.undoPlan": "reversal",
  "record.undo": "reversal",
  "record.create": "create",
  "record.update": "update",
  "record.delete": "delete",
  "view.list": "read",
  "view.create": "read",
  "view.update": "read",
  "view.delete": "read",
  "audit.list": "audit",
  "audit.read": "audit",
  "audit.health": "audit",
  "audit.proof": "audit",
};

const inWords = {
  read: "`read` on the resource",
  create: "`create` on the resource",
  update: "`update` on the resource",
  delete: "`delete` on the resource",
  reversal: "the rights to make each change the other way round",
  audit: "a role with `audit: true`",
  session: "a session",
};

const roles = Object.keys(harbour.roles);

/** The reference of permissions, from the registry of operations and the demo's config. */
export function permissionsPage(): string {
  const operations = registry.map(({ name, method, path, effect }) => {
    const demand = demands[name];
    if (demand === undefined) throw new Error(`it is not said what ${name} demands`);
    return `| \`${name}\` | \`${method} ${path}\` | ${inWords[demand]} | ${effect} | ${holders(demand)} |`;
  });
  const resources = Object.entries(harbour.resources).map(([name, { access }]) =>
    matrix(name, access),
  );
  return `${introduction}
| Operation | Request | Demands | Effect | Roles of Harbour that have it somewhere |
|---|---|---|---|---|
${operations.join("\n")}

${matrixIntroduction}
${resources.join("\n")}`;
}

function holders(demand: Demand): string {
  const held = roles.filter((role) => {
    if (demand === "session") return true;
    if (demand === "audit") return harbour.roles[role]?.audit === true;
    if (demand === "reversal") return rights.slice(1).some((right) => has(role, right));
    return has(role, demand);
  });
  return held.length === roles.length ? "all" : held.join(", ");
}

function has(role: string, right: Right): boolean {
  return Object.values(harbour.resources).some(
    ({ access }) => describe(access[role], right) !== "–",
  );
}

function matrix(name: string, access: { readonly [role: string]: GrantConfig }): string {
  const rows = roles.map((role) => {
    const cells = rights.map((right) => describe(access[role], right));
    return `| ${role} | ${cells.join(" | ")} |`;
  });
  return `### ${name}

| Role | Read | Create | Update | Delete |
|---|---|---|---|---|
${rows.join("\n")}
`;
}

function describe(grant: GrantConfig | undefined, right: Right): string {
  const given = grant?.[right];
  if (given === undefined || given === false) return "–";
  return given === true ? "yes" : describeFields(given);
}

function describeFields(fields: Exclude<FieldSet, true>): string {
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  if ("except" in fields) return `all but ${list(fields.except)}`;
  return fields.length === 0 ? "–" : list(fields);
}

const introduction = `# Permissions

Everything anybody can do is an operation of one registry. What it demands is checked by the one runner that takes every
operation through the same stages; there is no other way to the data. What the config does not grant is denied.

Refusals are answered with a [problem](problems.md) and recorded in the [audit log](audit-log.md). A resource or field
that somebody may not read does not exist for them: the answer is the one for a name that nobody ever gave.

## Operations
`;

const matrixIntroduction = `\`read\` operations leave an event in the audit log with the keys and fields that were shown, \`write\` operations leave the
operation with every row before and after, \`none\` shows no record.

## The demo's roles

Harbour's config (\`demo/purser.config.ts\`) grants this. A role's fields are those of \`read\`; keys, generated columns and
what the database login was not granted are written by nobody, whatever stands here.
`;
