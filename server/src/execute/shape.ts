import { hash } from "node:crypto";
import type { Grant } from "../access/grant.ts";
import type { FieldShape, RecordAnswer, WireValue } from "../contract/index.ts";
import type { TextRow } from "../database/database.ts";
import { wireDecoder } from "../database/wire.ts";
import { encodeKey } from "../resource/key.ts";
import type { Field } from "../resource/resource.ts";
import type { ReadValue } from "../statement/cut.ts";
import { digestible, readCut } from "../statement/cut.ts";
import type { PageQuery } from "../statement/page.ts";

type Layout = Pick<PageQuery, "fields" | "key">;

/**
 * Turns rows of a query into records: the shown fields and no others, however much was read. `cut` says whether the
 * query cut long values, as lists do.
 */
export function recordShaper(
  grant: Grant,
  shown: readonly Field[],
  layout: Layout,
  options: { readonly versionKey: Buffer; readonly cut: boolean },
): (row: TextRow) => RecordAnswer {
  const readable = grant.readable.map((field, index) => ({
    ...field,
    place: layout.fields[index] ?? -1,
    decode: wireDecoder(field.shape),
    isShown: shown.includes(field),
  }));
  const label = readable.find(({ name }) => name === grant.label?.name);
  const version = recordVersion(options.versionKey, grant);
  const read = options.cut ? readCut : whole;
  return (row) => {
    const keyParts = layout.key.map((place) => row[place] ?? "");
    const key = grant.key.length > 0 ? encodeKey(keyParts) : null;
    const values: { [field: string]: WireValue } = {};
    const cut: { [field: string]: number } = {};
    const digested: (string | null)[] = [];
    for (const { name, shape, place, decode, isShown } of readable) {
      const text = row[place] ?? null;
      const value = read(text);
      digested.push(digestible(shape, value));
      if (!isShown) continue;
      define(values, name, shapeValue(shape, decode, value));
      if (value.cut) define(cut, name, value.cut.bytes);
    }
    const title = label && read(row[label.place] ?? null).text;
    return {
      key,
      version: key === null ? null : version(key, digested),
      label: title || (key === null ? "" : keyParts.join(", ")),
      values,
      ...(Object.keys(cut).length > 0 && { cut }),
    };
  };
}

function whole(text: string | null): ReadValue {
  return { text };
}

/** A list's beginning of an array cannot be read as one; text and bytes can. */
function shapeValue(
  { kind }: FieldShape,
  decode: (text: string) => WireValue,
  { text, cut }: ReadValue,
): WireValue {
  return text === null || (cut && kind === "array") ? null : decode(text);
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
