import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import type { GrantConfig, PurserConfig, ResourceConfig } from "../../src/config/config.ts";
import type { RowRule, RulePrincipal, RuleTables, RuleValue } from "../../src/config/row-rule.ts";
import { enumLabels } from "./model-value.ts";
import type { Kind, Operand, RoleGrant, Rule, Table, World } from "./world.ts";
import { columnOf, owner } from "./world.ts";

const types: { readonly [kind in Kind]: string } = {
  integer: "integer",
  bigint: "bigint",
  decimal: "numeric(12,2)",
  boolean: "boolean",
  text: "text",
  enum: "stage",
  date: "date",
};

const actions = { cascade: "cascade", setNull: "set null", noAction: "no action" } as const;

/** The tables' definition. */
export function schemaOf(tables: readonly Table[]): string {
  const labels = enumLabels.map((label) => `'${label}'`).join(", ");
  const definitions = tables.map(({ name, columns, key, references }) => {
    const parts = [
      ...columns.map(
        (column) => `${column.name} ${types[column.kind]} ${column.nullable ? "null" : "not null"}`,
      ),
      `primary key (${key.join(", ")})`,
      ...references.map(
        (reference) =>
          `foreign key (${reference.columns.join(", ")}) references ${reference.target} on delete ${actions[reference.onDelete]}`,
      ),
    ];
    return `create table ${name} (${parts.join(", ")});`;
  });
  return `create type stage as enum (${labels});\n${definitions.join("\n")}`;
}

/** The world's policy as a team would have written it. */
export function configureAccess(
  tables: readonly Table[],
  policy: World["policy"] | null,
): Pick<PurserConfig, "roles" | "resources"> {
  const roles = policy?.roles ?? [owner];
  return {
    roles: Object.fromEntries(
      roles.map((role) => [
        role,
        { groups: [role], audit: policy?.auditors.includes(role) ?? true },
      ]),
    ),
    resources: Object.fromEntries(
      tables.map((table) => [table.name, configureTable(table, policy)]),
    ),
  };
}

function configureTable(table: Table, policy: World["policy"] | null): ResourceConfig {
  const rules = (policy?.rules[table.name] ?? []).map((rule) => render(rule, table));
  const grants = policy?.grants[table.name] ?? [];
  const shown = table.columns.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const access: { [role: string]: GrantConfig[] } = {
    [owner]: [{ read: true, clear: true, create: shown, update: shown, delete: true }],
  };
  for (const grant of grants)
    access[grant.role] = [...(access[grant.role] ?? []), grantOf(grant, rules)];
  return {
    label: table.name,
    ...(table.label !== null && { recordLabel: table.label }),
    defaultSort: [table.sort],
    search: table.search,
    fields: Object.fromEntries(
      table.columns.map(({ name, mask, hidden, exactLookup }) => [
        name,
        { hidden, mask: mask ?? false, exactLookup },
      ]),
    ),
    access,
  };
}

function grantOf({ role, rule, ...rights }: RoleGrant, rules: readonly RowRule[]): GrantConfig {
  const rows = rule === null ? undefined : rules[rule];
  if (rule !== null && rows === undefined) throw new Error(`${role} names no rule`);
  return { ...rights, ...(rows && { rows }) };
}

function render(rule: Rule, table: Table): RowRule {
  return ({ eb, principal }) => express(rule, table, eb, principal);
}

function express(
  rule: Rule,
  table: Table,
  eb: ExpressionBuilder<RuleTables, "record">,
  principal: RulePrincipal,
): Expression<SqlBool> {
  if ("rules" in rule) {
    const parts = rule.rules.map((each) => express(each, table, eb, principal));
    return rule.kind === "and" ? eb.and(parts) : eb.or(parts);
  }
  const { kind } = columnOf(table, rule.column);
  switch (rule.kind) {
    case "null":
      return eb(rule.column, rule.negated ? "is not" : "is", null);
    case "between":
      return eb.between(rule.column, ruleValue(kind, rule.low), ruleValue(kind, rule.high));
    case "among": {
      const { operands } = rule;
      const values =
        operands === "roles"
          ? principal.roles
          : "claim" in operands
            ? principal.claims[operands.claim]
            : operands.map((text) => ruleValue(kind, text));
      return eb(rule.column, rule.negated ? "not in" : "in", values ?? []);
    }
    case "compare":
      return eb(rule.column, rule.sign, operandOf(kind, rule.operand, principal));
  }
}

function operandOf(kind: Kind, operand: Operand, principal: RulePrincipal): RuleValue {
  if (operand === "subject") return principal.subject;
  if (operand === "email") return principal.email;
  return "text" in operand
    ? ruleValue(kind, operand.text)
    : (principal.claims[operand.claim] ?? "");
}

function ruleValue(kind: Kind, text: string): RuleValue {
  if (kind === "boolean") return text === "true";
  if (kind === "date") return new Date(`${text}T00:00:00Z`);
  if (kind === "bigint") return BigInt(text);
  return kind === "integer" ? Number(text) : text;
}
