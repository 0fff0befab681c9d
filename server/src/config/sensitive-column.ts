import type { FieldConfig } from "./config.ts";
import type { Mask } from "./mask.ts";
import { splitWords } from "./split-words.ts";

/** A column as far as it tells what it holds. */
interface Column {
  readonly name: string;
  /** As `format_type` prints it. */
  readonly type: string;
  readonly comment: string | null;
}

type Fields = { readonly [column: string]: FieldConfig };

/** Whether a column exists for nobody: the config says so, or it looks like a secret and the config says nothing. */
export function isHidden(fields: Fields | undefined, column: Column): boolean {
  return settingsOf(fields, column.name).hidden ?? looksSecret(column);
}

/** What stands for a column's values: as the config says, or, where it says nothing, as they look. */
export function maskOf(fields: Fields | undefined, table: string, column: Column): Mask | null {
  const { mask, personal } = settingsOf(fields, column.name);
  if (mask !== undefined) return mask || null;
  if (personal === false) return null;
  return guessMask(table, column) ?? (personal ? "pseudonym" : null);
}

/** What a column is taken for although the config says nothing of it; null where it is taken for nothing. */
export function guessOf(
  fields: Fields | undefined,
  table: string,
  column: Column,
): "secret" | "personal" | null {
  const { hidden, mask, personal } = settingsOf(fields, column.name);
  if (hidden === undefined && looksSecret(column)) return "secret";
  const isUnsaid = hidden !== true && mask === undefined && personal === undefined;
  return isUnsaid && guessMask(table, column) !== null ? "personal" : null;
}

function settingsOf(fields: Fields | undefined, name: string): FieldConfig {
  return fields !== undefined && Object.hasOwn(fields, name) ? (fields[name] ?? {}) : {};
}

/** Types that no secret is written in: `password_changed_at`, `token_count`. Of any other, a domain's too, the name decides. */
const harmless =
  /^(?:smallint|integer|bigint|numeric|real|double|boolean|date|time|interval|money|oid)/;

const secretWords = [
  /\b(?:password|passwd|passphrase|secret|secrets|token|tokens|credential|credentials|cvv|cvc|otp|totp)\b/,
  /\b(?:api|private|access|signing|encryption) keys?\b/,
  /\b(?:card number|credit card|pan)\b/,
  /\brecovery codes?\b/,
];

/** Password hashes, tokens, keys and card numbers, by their names. */
export function looksSecret({ name, type }: Column): boolean {
  return !harmless.test(type) && secretWords.some((words) => words.test(wordsOf(name)));
}

const people =
  /\b(?:account|client|contact|customer|driver|employee|guest|lead|member|passenger|patient|people|person|profile|staff|student|subscriber|user)s?\b/;

const personalWords: readonly (readonly [words: RegExp, mask: Mask])[] = [
  [/\b(?:email|e mail|mail)\b/, "pseudonym"],
  [/\b(?:phone|telephone|mobile|fax|whatsapp)\b/, "pseudonym"],
  [
    /\b(?:first|last|full|given|family|middle|maiden|sur|legal|display) ?name\b|\bsurname\b/,
    "pseudonym",
  ],
  [/\b(?:birth|birthday|birthdate|dob)\b/, "year"],
  [/\b(?:postcode|postal code|zip|zip code)\b/, "firstTwo"],
  [/\b(?:street|address line|recipient)\b/, "pseudonym"],
  [/\b(?:iban|account number)\b/, "lastFour"],
  [/\b(?:ssn|social security|passport|tax id|national id|driving licen[cs]e)\b/, "pseudonym"],
  [/\bip(?: address)?\b/, "pseudonym"],
  [/\b(?:gender|religion|ethnicity|salary)\b/, "pseudonym"],
];

const personalComment = /\b(?:personal data|personally identifiable|PII|GDPR)\b/i;
const dates = /^(?:date|timestamp)/;
const flags = /^boolean/;

/** A mask for what looks personal by its name, its table or its comment; null for what does not. */
export function guessMask(table: string, { name, type, comment }: Column): Mask | null {
  if (flags.test(type)) return null;
  const words = wordsOf(name);
  const guessed = personalWords.find(([pattern]) => pattern.test(words))?.[1];
  // Of instants only births are personal: `email_verified_at` says nothing of an address.
  if (dates.test(type)) return guessed === "year" ? "year" : null;
  if (guessed !== undefined) return guessed === "year" ? "pseudonym" : guessed;
  const isName = words === "name" && people.test(wordsOf(table));
  return isName || personalComment.test(comment ?? "") ? "pseudonym" : null;
}

function wordsOf(name: string): string {
  return splitWords(name).join(" ").toLowerCase();
}
