import {
  AndNode,
  BinaryOperationNode,
  ColumnNode,
  expressionBuilder,
  type OperationNode,
  OperatorNode,
  OrNode,
  ParensNode,
  PrimitiveValueListNode,
  ReferenceNode,
  ValueListNode,
  ValueNode,
} from "kysely";
import type { Claim, RowRule, RulePrincipal, RuleTables } from "../config/row-rule.ts";
import type { ComparisonOperator } from "../contract/index.ts";
import { fromWire } from "../database/wire.ts";
import type { Field, Resource } from "../resource/resource.ts";
import { always, and, type Condition, compare, never, or } from "./condition.ts";

/** Whom a rule is about. */
export interface Holder {
  readonly subject: string;
  readonly email: string | null;
  readonly roles: readonly string[];
  readonly claims: { readonly [claim: string]: unknown };
}

/** A rule says something that cannot be judged: its message, for whoever wrote it. */
class UnfitRule extends Error {}

const eb = expressionBuilder<RuleTables, "record">();

/** The records that a rule lets somebody reach: none, where anything in it is unknown or does not fit. */
export function bindRowRule(rule: RowRule, resource: Resource, holder: Holder): Condition {
  try {
    return read(nodeOf(rule, principalOf(holder)), resource, strictText);
  } catch {
    return never;
  }
}

/** Forms that a claim can have; which of them a rule expects shows in how it uses it. */
const samples = [["sample"], "sample", 1];
/** Claims of one rule whose forms are tried together. */
const mostTried = 5;

/** What is wrong with a rule whoever asks, or null. Claims stand in for what nobody knows yet. */
export function faultOf(rule: RowRule, resource: Resource): string | null {
  const faults: string[] = [];
  const names: string[] = [];
  for (
    let trial = 0;
    trial < samples.length ** Math.min(names.length, mostTried) || trial === 0;
    trial += 1
  ) {
    const claims = new Proxy<RulePrincipal["claims"]>(
      {},
      {
        get: (_, name) => {
          if (!names.includes(String(name))) names.push(String(name));
          const place = Math.floor(trial / samples.length ** names.indexOf(String(name)));
          return samples[place % samples.length];
        },
      },
    );
    const principal = { subject: "sample", email: "sample@example.com", roles: [], claims };
    try {
      read(nodeOf(rule, principal), resource, String);
      return null;
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
    }
  }
  return faults[0] ?? null;
}

function nodeOf(rule: RowRule, principal: RulePrincipal): OperationNode {
  return rule({ eb, principal }).toOperationNode();
}

/** Reading what is not known ends the rule. */
function principalOf({ subject, email, roles, claims }: Holder): RulePrincipal {
  return {
    subject,
    get email() {
      return known(email, "e-mail address");
    },
    roles,
    claims: new Proxy<RulePrincipal["claims"]>(
      {},
      { get: (_, name) => known(claimOf(claims, String(name)), String(name)) },
    ),
  };
}

/** Texts, as the rule's author was promised; numbers and truth values by their text. */
function claimOf(claims: Holder["claims"], name: string): Claim | undefined {
  const claim = Object.hasOwn(claims, name) ? claims[name] : undefined;
  const textOf = (value: unknown) => (isScalar(value) ? [String(value)] : []);
  const texts = Array.isArray(claim) ? claim.flatMap(textOf) : textOf(claim)[0];
  return texts as Claim | undefined;
}

function isScalar(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value) && value !== "";
}

function known<Value>(value: Value, name: string): NonNullable<Value> {
  const isEmpty =
    value === null ||
    value === undefined ||
    value === "" ||
    (Array.isArray(value) && value.length === 0);
  if (isEmpty) throw new UnfitRule(`nothing is known of ${name}`);
  return value as NonNullable<Value>;
}

type TextOf = (field: Field, value: unknown) => string;

const operators: { readonly [sql: string]: ComparisonOperator } = {
  "=": "eq",
  "<": "lt",
  "<=": "lte",
  ">": "gt",
  ">=": "gte",
};

function read(node: OperationNode, resource: Resource, textOf: TextOf): Condition {
  const within = (each: OperationNode) => read(each, resource, textOf);
  if (ParensNode.is(node)) return within(node.node);
  if (AndNode.is(node)) return and([within(node.left), within(node.right)]);
  if (OrNode.is(node)) return or([within(node.left), within(node.right)]);
  if (BinaryOperationNode.is(node)) return readComparison(node, resource, textOf);
  throw new UnfitRule(`${node.kind} is not possible in a rule`);
}

function readComparison(
  { leftOperand, operator, rightOperand }: BinaryOperationNode,
  resource: Resource,
  textOf: TextOf,
): Condition {
  const sign = OperatorNode.is(operator) ? operator.operator : "";
  // An empty `and` or `or` is written as a comparison of two numbers.
  if (ValueNode.is(leftOperand) && ValueNode.is(rightOperand) && sign === "=")
    return leftOperand.value === rightOperand.value ? always : never;
  const field = fieldOf(leftOperand, resource);
  const text = (value: unknown) => textOf(field, value);
  if (sign === "between" && AndNode.is(rightOperand))
    return constantly(
      field,
      "between",
      text(operandOf(rightOperand.left)),
      text(operandOf(rightOperand.right)),
    );
  if (sign === "in" || sign === "not in") {
    const values = valuesOf(rightOperand).map(text);
    if (values.length === 0) return never;
    return sign === "in"
      ? constantly(field, "in", ...values)
      : and([constantly(field, "nnull"), constantly(field, "nin", ...values)]);
  }
  const value = operandOf(rightOperand);
  if (sign === "is" || sign === "is not") {
    if (value !== null) throw new UnfitRule(`"${sign}" is for null`);
    return constantly(field, sign === "is" ? "null" : "nnull");
  }
  if (sign === "!=" || sign === "<>")
    return and([constantly(field, "nnull"), constantly(field, "ne", text(value))]);
  const comparison = Object.hasOwn(operators, sign) ? operators[sign] : undefined;
  if (comparison === undefined) throw new UnfitRule(`"${sign}" is not possible in a rule`);
  return constantly(field, comparison, text(value));
}

function constantly(...comparison: Parameters<typeof compare>): Condition {
  return { ...compare(...comparison), constant: true };
}

function fieldOf(node: OperationNode, { fields, label }: Resource): Field {
  if (!ReferenceNode.is(node) || !ColumnNode.is(node.column))
    throw new UnfitRule("a comparison in a rule starts with a column");
  const { name } = node.column.column;
  const field = fields.find((each) => each.name === name);
  if (!field) throw new UnfitRule(`${label} have no column "${name}" that a rule can read`);
  return field;
}

function operandOf(node: OperationNode): unknown {
  if (ValueNode.is(node)) return node.value;
  throw new UnfitRule("a rule compares columns with values");
}

function valuesOf(node: OperationNode): readonly unknown[] {
  if (PrimitiveValueListNode.is(node)) return node.values;
  if (ValueListNode.is(node)) return node.values.map(operandOf);
  throw new UnfitRule('"in" needs a list of values');
}

/** The value as its column's input text; what does not fit the column's type denies. */
function strictText({ shape }: Field, value: unknown): string {
  const parsed = fromWire(shape, wireOf(shape.kind, value));
  if (!parsed.ok || parsed.text === null) throw new UnfitRule("a value does not fit its column");
  return parsed.text;
}

function wireOf(kind: Field["shape"]["kind"], value: unknown): unknown {
  if (value instanceof Date)
    return kind === "date" ? value.toISOString().slice(0, 10) : value.toISOString();
  if (kind === "boolean") return value === "true" ? true : value === "false" ? false : value;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint")
    return undefined;
  const text = String(value);
  return kind === "integer" || kind === "float"
    ? text.trim() === ""
      ? undefined
      : Number(text)
    : text;
}
