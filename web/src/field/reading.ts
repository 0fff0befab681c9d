import type { FieldShape, WireValue } from "purser/contract";

/** What somebody typed, as a value that may be sent, or what is wrong with it in a sentence. */
export type Reading = { readonly value: WireValue } | { readonly problem: string };

export type ReadText = (text: string, shape: FieldShape) => Reading;
