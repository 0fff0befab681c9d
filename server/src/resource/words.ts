import { splitWords } from "../config/split-words.ts";

const acronyms = new Set(["api", "iban", "id", "ip", "sku", "url", "uuid", "vat"]);

/** A name as a heading: "Created at"; "API key". A name without a word in it stays as it is. */
export function toLabel(name: string): string {
  const words = splitWords(name).map((word) => {
    const lower = word.toLowerCase();
    return acronyms.has(lower) ? lower.toUpperCase() : lower;
  });
  const label = words.join(" ");
  return label === "" ? name : label.replace(/^./u, (first) => first.toUpperCase());
}

/** A name without what says that it is a reference: `customer_id` and `customerId` refer to a `customer`. */
export function withoutId(name: string): string {
  return name.replace(/(?<=.)(?:_id|[-. ]id|(?<=[a-z0-9])I[dD])$/, "");
}

/** One of what an English plural names: "Orders" → "Order". Words it doesn't know stay as they are. */
export function toSingular(plural: string): string {
  if (/(?:ss|us|is|ias|series|news)$/i.test(plural)) return plural;
  if (/[^aeiou]ies$/i.test(plural) && !/movies$/i.test(plural)) return plural.replace(/ies$/i, "y");
  if (/(?:ch|sh|ss|tus|x)es$/i.test(plural)) return plural.slice(0, -2);
  return plural.replace(/(?<=..)s$/i, "");
}
