import type { FieldShape, WireValue } from "../contract/index.ts";
import { fromWire, toWire } from "../database/wire.ts";

/** A constant as `pg_get_expr` prints it, with a cast or without; backslashes in it are themselves. */
const quoted = /^'((?:[^']|'')*)'(?:::[^']+)?$/s;
const unquoted = /^\(?(-?\d+(?:\.\d+)?|true|false)\)?(?:::[^']+)?$/;

/** A default that is nothing but NULL is none. */
export function isNullLiteral(expression: string): boolean {
  return /^NULL(?:::[^']+)?$/.test(expression);
}

/** The value of a default that is a plain constant; null where PostgreSQL computes it. */
export function readDefault(
  shape: FieldShape,
  expression: string,
): { readonly value: WireValue } | null {
  const text = readLiteral(expression);
  if (text === null) return null;
  const printed = shape.kind === "boolean" ? text.slice(0, 1) : text;
  try {
    const value = toWire(shape, printed);
    return fromWire(shape, value).ok ? { value } : null;
  } catch {
    // Not a literal of this type after all: 'now'::text in a column of dates.
    return null;
  }
}

function readLiteral(expression: string): string | null {
  const content = quoted.exec(expression)?.[1];
  if (content !== undefined) return content.replaceAll("''", "'");
  return unquoted.exec(expression)?.[1] ?? null;
}
