import { hash } from "node:crypto";
import type { Grant } from "../access/grant.ts";
import { deciderOf } from "../access/reach.ts";
import { keyTextOf } from "../access/record-key.ts";
import { type SeenField, showValue } from "../access/seen-field.ts";
import type { RecordAnswer, WireValue } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import type { ReadValue } from "../statement/cut.ts";
import { digestible, readCut } from "../statement/cut.ts";
import { isListedCut, type PageQuery } from "../statement/page.ts";

type Layout = Pick<PageQuery, "fields" | "key" | "decided">;

/**
 * Turns rows of a query into records: the shown fields and no others, however much was read, each as the grant shows it
 * of this record. `cut` says whether the query cut long values, as lists do.
 */
export function recordShaper(
  grant: Grant,
  shown: readonly SeenField[],
  layout: Layout,
  options: { readonly versionKey: Buffer; readonly cut: boolean },
): (row: TextRow) => RecordAnswer {
  const readable = grant.readable.map((field, index) => ({
    field,
    place: layout.fields[index] ?? -1,
    isShown: shown.includes(field),
    read: options.cut && isListedCut(field) ? readCut : whole,
  }));
  const label = readable.find(({ field }) => field === grant.label);
  const version = recordVersion(options.versionKey, grant);
  return (row) => {
    const keyParts = layout.key.map((place) => row[place] ?? "");
    const key = grant.key.length > 0 ? keyTextOf(grant, keyParts) : null;
    const decided = deciderOf(layout.decided.map((place) => row[place] === "t"));
    const values: { [field: string]: WireValue } = {};
    const cut: { [field: string]: number } = {};
    const masked: string[] = [];
    const digested: (string | null)[] = [];
    for (const { field, place, isShown, read } of readable) {
      const { name, stored } = field;
      const value = read(row[place] ?? null);
      // A list's beginning of an array cannot be read as one; text and bytes can.
      const text = value.cut && stored.shape.kind === "array" ? null : value.text;
      const shownValue = showValue(field, text, decided);
      const { level } = shownValue;
      const seen = level === "absent" ? null : shownValue.value;
      // What is not seen of a value is no part of a version.
      digested.push(level === "clear" ? digestible(stored.shape, value) : String(seen));
      if (!isShown || level === "absent") continue;
      define(values, name, seen);
      if (level === "masked") masked.push(name);
      if (value.cut) define(cut, name, value.cut.bytes);
    }
    const title = label?.read(row[label.place] ?? null).text;
    return {
      key,
      version: key === null ? null : version(key, digested),
      label: title || (key === null ? "" : labelOfKey(grant, keyParts)),
      values,
      ...(masked.length > 0 && { masked }),
      ...(Object.keys(cut).length > 0 && { cut }),
    };
  };
}

/** A key that stands for its record is shown as its fields are. */
function labelOfKey({ key }: Grant, parts: readonly string[]): string {
  return parts
    .map((part, index) => (key[index]?.disguisedBy ? key[index].disguise(part) : part))
    .join(", ");
}

function whole(text: string | null): ReadValue {
  return { text };
}

/**
 * A keyed digest over what the caller may see: whoever lacks the key cannot test guesses of values against it.
 * SHA-512/256 with the key in front is not open to extension (NIST SP 800-107, 5.1), and one call hashes a row.
 */
function recordVersion(
  key: Buffer,
  grant: Grant,
): (recordKey: string, digested: readonly (string | null)[]) => string {
  const names = grant.readable.map((field) => field.name);
  // The same of every row; JSON ends by itself, so nothing can pass from here into what follows.
  const start = key.toString("base64") + JSON.stringify([grant.resource.name, names]);
  return (recordKey, digested) =>
    hash("sha512-256", start + JSON.stringify([recordKey, digested]), "base64url").slice(0, 22);
}

/** A field may be called `__proto__`; it is a field like any other. */
function define<T>(target: { [name: string]: T }, name: string, value: T): void {
  if (name === "__proto__")
    Object.defineProperty(target, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else target[name] = value;
}
