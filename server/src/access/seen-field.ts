import type { Mask } from "../config/mask.ts";
import type { FieldShape, WireValue } from "../contract/index.ts";
import type { Field } from "../resource/resource.ts";
import type { Decided, Where } from "./reach.ts";

/**
 * A field as a grant's holder sees it: what it says of filters, order and form is true of what is shown to them, so that
 * whoever asks the field cannot ask too much.
 */
export interface SeenField extends Field {
  /** As it lies in the table. */
  readonly stored: Field;
  /** Records that show it at all, and those that show it in clear. */
  readonly shown: Where;
  readonly clear: Where;
  /** Records that a filter on it may find. */
  readonly found: Where;
  /** Records of which it may be revealed. */
  readonly revealable: Where;
  /** What it is masked by where it is not clear; null where it is clear wherever it is shown. */
  readonly disguisedBy: Mask | null;
  /** A filter may look for a whole value though it is masked; what it finds is recorded, and counted. */
  readonly lookedUp: boolean;
  readonly decode: (text: string) => WireValue;
  readonly disguise: (text: string) => string;
}

/** The form of what a mask shows. */
export const disguised: FieldShape = { kind: "text", type: "text" };

export type ShownValue =
  | { readonly level: "clear" | "masked"; readonly value: WireValue }
  | { readonly level: "absent" };

/** The one way from a column's text to what leaves the server. */
export function showValue(field: SeenField, text: string | null, decided: Decided): ShownValue {
  if (decided(field.clear))
    return { level: "clear", value: text === null ? null : field.decode(text) };
  if (!decided(field.shown)) return { level: "absent" };
  return { level: "masked", value: text === null ? null : field.disguise(text) };
}
