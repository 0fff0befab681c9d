import * as z from "zod";

/** A rule that a value of the right type broke: becomes a `ConfigProblem`'s id and hint. */
interface BrokenRule {
  readonly id: string;
  readonly hint: string;
}

/** An object with these settings and no others. */
export const setting = z.strictObject;

/** A text that is not blank, and keeps a rule where one is given. */
export function text(
  rule?: readonly [keeps: (value: string) => boolean, message: string, broken: BrokenRule],
) {
  const filled = z.string().refine((value) => value.trim() !== "", {
    error: "is empty",
    params: { id: "empty_text", hint: "Write something there, or leave the setting out." },
    abort: true,
  });
  if (rule === undefined) return filled;
  const [keeps, message, params] = rule;
  return filled.refine(keeps, { error: message, params: { ...params } });
}

/** A whole number within bounds, or left out. */
export function whole(least: number, most: number) {
  return z.int().min(least).max(most).exactOptional();
}

export const names = z.array(text());
