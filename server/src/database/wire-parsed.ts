import type { FieldShape } from "../contract/index.ts";

/** PostgreSQL's input text, or what is wrong, for a person at a form field: it follows the field's name. */
export type Parsed<Text extends string | null = string> =
  | { readonly ok: true; readonly text: Text }
  | { readonly ok: false; readonly message: string };

export type Parser = (shape: FieldShape, value: unknown) => Parsed;

export function accept(text: string): Parsed {
  return { ok: true, text };
}

export function reject(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
