import { splitWords } from "../config/split-words.ts";
import type { FieldShape } from "../contract/index.ts";
import type { Field } from "./resource.ts";

const formats = [
  ["email", new Set(["email", "mail"])],
  ["phone", new Set(["phone", "telephone", "mobile", "fax"])],
  ["url", new Set(["url", "uri", "website", "homepage", "link"])],
] as const;

const moneyWords = new Set([
  "amount",
  "balance",
  "cost",
  "fee",
  "limit",
  "price",
  "subtotal",
  "tax",
  "total",
]);
const longWords = new Set([
  "body",
  "bio",
  "comment",
  "content",
  "description",
  "message",
  "note",
  "notes",
  "summary",
]);

/** How a value is to be drawn, as far as its name tells. Money only where a column says in what currency. */
export function guessFormat(
  name: string,
  shape: FieldShape,
  names: ReadonlySet<string>,
): Pick<Field, "format" | "currency"> {
  const last = splitWords(name).at(-1)?.toLowerCase() ?? "";
  if (shape.kind === "text") {
    return { format: formats.find(([, words]) => words.has(last))?.[0] ?? null, currency: null };
  }
  const field = [`${name}_currency`, "currency", "currency_code"].find((candidate) =>
    names.has(candidate),
  );
  return shape.kind === "decimal" && moneyWords.has(last) && field !== undefined
    ? { format: "money", currency: { field } }
    : { format: null, currency: null };
}

/** Text without a length whose name promises sentences. */
export function isLongText(name: string, shape: FieldShape): boolean {
  return (
    shape.maxLength === undefined && longWords.has(splitWords(name).at(-1)?.toLowerCase() ?? "")
  );
}
