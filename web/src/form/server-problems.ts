import type { FieldError } from "purser/contract";
import type { FieldProblems } from "./draft.ts";

/** What the server said about single fields: JSON pointers (RFC 6901) into `/values`. */
export function fieldProblems(errors: readonly FieldError[]): FieldProblems {
  const found = new Map<string, string>();
  for (const { pointer, message } of errors) {
    const name = fieldOf(pointer);
    if (name === null) continue;
    const earlier = found.get(name);
    found.set(name, earlier === undefined ? message : `${earlier} ${message}`);
  }
  return Object.fromEntries(found);
}

function fieldOf(pointer: string): string | null {
  const [, first, name] = pointer.split("/");
  if (first !== "values" || name === undefined) return null;
  return name.replaceAll("~1", "/").replaceAll("~0", "~");
}
