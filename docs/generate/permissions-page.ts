import harbour from "../../demo/purser.config.ts";
import type { FieldSet, GrantConfig, ResourceConfig } from "../../server/src/config/config.ts";
import { grantsOfRole } from "../../server/src/config/field-set.ts";
import { stateRowRule } from "../../server/src/config/stated-row-rule.ts";
import { registry } from "../../server/src/operation/registry.ts";

const rights = ["read", "create", "update", "delete"] as const;
type Right = (typeof rights)[number];

type Demand = Right | "reveal" | "reversal" | "audit" | "review" | "administer" | "session";

/** What an operation demands of whoever asks, beside a session. */
const demands: { readonly [operation: string]: Demand } = {
  me: "session",
  "resource.list": "session",
  openapi: "session",
  "record.list": "read",
  "record.search": "read",
  "record.export": "read",
  "record.read": "read",
  "record.reveal": "reveal",
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
  "review.list": "review",
  "review.decide": "review",
  "access.explain": "administer",
  "access.report": "administer",
  "access.review": "administer",
  "session.list": "session",
  "session.revoke": "session",
  "session.revokeOf": "administer",
  "session.revokeEverybody": "administer",
  "session.report": "administer",
  "session.review": "administer",
  "passkey.list": "session",
  "passkey.rename": "session",
  "passkey.remove": "session",
  "passkey.people": "administer",
  "passkey.consent": "administer",
  "passkey.recover": "administer",
  "passkey.approveRecovery": "administer",
};

const inWords = {
  read: "`read` on the resource",
  create: "`create` on the resource",
  update: "`update` on the resource",
  delete: "`delete` on the resource",
  reveal: "`reveal` of the fields",
  reversal: "the rights to make each change the other way round",
  audit: "a role with `audit: true`",
  review: "a role with `review: true`",
  administer: "a role with `administer: true`",
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
  const resources = Object.entries(harbour.resources).map(([name, resource]) =>
    matrix(name, resource),
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
    if (demand === "audit" || demand === "review" || demand === "administer")
      return harbour.roles[role]?.[demand] === true;
    if (demand === "reversal") return rights.slice(1).some((right) => has(role, right));
    return has(role, demand);
  });
  return held.length === roles.length ? "all" : held.join(", ");
}

function has(role: string, right: Right | "clear" | "reveal"): boolean {
  return Object.values(harbour.resources).some(
    ({ access }) => describe(grantsOfRole(access, role), right) !== "–",
  );
}

/** A line for each grant, since each has its own records. */
function matrix(name: string, { access, fields = {}, signOff = {} }: ResourceConfig): string {
  const rows = roles.flatMap((role) => {
    const grants = grantsOfRole(access, role);
    return (grants.length === 0 ? [{}] : grants).map((grant) => {
      const cells = columns.map((right) => describe([grant], right));
      return `| ${role} | ${describeRows(grant)} | ${cells.join(" | ")} |`;
    });
  });
  const masked = Object.keys(fields).filter((field) => {
    const { mask, personal } = fields[field] ?? {};
    return mask === undefined ? personal === true : mask !== false;
  });
  const signed = Object.entries(signOff).map(
    ([write, { by, on, reference }]) => `\`${write}\` by ${by} on ${on} (${reference})`,
  );
  return `### ${name}

| Role | Records | Read | In clear | Reveal | Create | Update | Delete |
|---|---|---|---|---|---|---|---|
${rows.join("\n")}
${masked.length === 0 ? "" : `\nMasked: ${describeFields(masked)}.\n`}${signed.length === 0 ? "" : `\nSigned off: ${signed.join(", ")}.\n`}`;
}

const columns = ["read", "clear", "reveal", "create", "update", "delete"] as const;

/** The rule as SQL, with claims by their names. */
function describeRows({ rows, ...rights }: GrantConfig): string {
  if (rows === undefined) return Object.keys(rights).length === 0 ? "–" : "all";
  const forms = stateRowRule(rows, roles).compiled.flatMap((form) =>
    form === null ? [] : [`\`${form.text}\` (${form.values.join(", ")})`],
  );
  return forms[0] ?? "none";
}

function describe(grants: readonly GrantConfig[], right: Right | "clear" | "reveal"): string {
  const given = grants.map((grant) => describeRight(grant[right])).filter((each) => each !== "–");
  return given.length === 0 ? "–" : given.join("; ");
}

function describeRight(given: FieldSet | boolean | undefined): string {
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

Harbour's config (\`demo/purser.config.ts\`) grants this. A role's fields are those of \`read\`, masked where they are masked
and not in clear; keys, generated columns and what the database login was not granted are written by nobody, whatever
stands here. Masked are also columns that look personal, which the config alone does not tell: the page
[Access](../guides/access.md) and \`purser access explain\` show what comes of it all.
`;
