import { type MessageKey, messages } from "./en.ts";

export type MessageParameters = { readonly [name: string]: string | number };

/**
 * The message in the reader's language. `{name}` stands for a parameter,
 * `{count|record|records}` for the form that goes with the number `count`.
 */
export function t(key: MessageKey, parameters: MessageParameters = {}): string {
  return messages[key].replace(
    /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
    (whole, name: string, one: string | undefined, other: string | undefined) => {
      const value = parameters[name];
      if (value === undefined) return whole;
      if (one === undefined || other === undefined) return String(value);
      return plural.select(Number(value)) === "one" ? one : other;
    },
  );
}

const plural = new Intl.PluralRules("en");
