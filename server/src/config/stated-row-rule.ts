import { createQueryId, expressionBuilder, PostgresQueryCompiler, sql } from "kysely";
import * as z from "zod";
import type { Claim, RowRule, RulePrincipal, RuleTables } from "./row-rule.ts";

/**
 * A row rule as a policy states it, so that two of them can be compared. Covered is what the rule says, word by word, and
 * what it comes to for people who stand for all: with any claim as a text and as a list, with no role, each of the
 * config's roles, and all of them. Values from outside the rule are covered where one of those reaches them. What a rule
 * reads anew each time, a clock or a file, is not; it must not.
 */
export interface StatedRowRule {
  /** SQL with its values, for each kind of person that it differs for; null where the rule fails for them. */
  readonly compiled: readonly (CompiledRule | null)[];
  readonly source: string;
}

interface CompiledRule {
  readonly text: string;
  readonly values: readonly unknown[];
}

export const statedRowRule: z.ZodType<StatedRowRule> = z.object({
  compiled: z.array(z.object({ text: z.string(), values: z.array(z.unknown()) }).nullable()),
  source: z.string(),
});

const eb = expressionBuilder<RuleTables, "record">();
const compiler = new PostgresQueryCompiler();

export function stateRowRule(rule: RowRule, roles: readonly string[]): StatedRowRule {
  const held = [[], ...roles.map((role) => [role]), roles];
  const compiled = held.flatMap((each) =>
    claimForms.map((claimOf) => compileFor(rule, sample(each, claimOf))),
  );
  const distinct = new Map(compiled.map((each) => [JSON.stringify(each), each]));
  return { compiled: [...distinct.values()], source: String(rule) };
}

/** A claim's name stands for what it holds: a rule that reads another claim is another rule. */
const claimForms: readonly ((name: string) => unknown)[] = [
  (name) => `{${name}}`,
  (name) => [`{${name}}`],
];

function sample(roles: readonly string[], claimOf: (name: string) => unknown): RulePrincipal {
  const claims = new Proxy<RulePrincipal["claims"]>(
    {},
    { get: (_, name) => claimOf(String(name)) as Claim },
  );
  return { subject: "{subject}", email: "{email}", roles, claims };
}

function compileFor(rule: RowRule, principal: RulePrincipal): CompiledRule | null {
  try {
    const node = sql`${rule({ eb, principal })}`.toOperationNode();
    const { sql: text, parameters } = compiler.compileQuery(node, createQueryId());
    return { text, values: parameters.map(plain) };
  } catch {
    return null;
  }
}

/** As JSON has it. */
function plain(value: unknown): unknown {
  return typeof value === "bigint" || value instanceof Date ? String(value) : value;
}
