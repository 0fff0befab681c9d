import { hash } from "node:crypto";
import { sql } from "kysely";
import type { Field } from "../resource/resource.ts";
import type { Fragment } from "./compile.ts";
import { columnOf } from "./compile.ts";

/**
 * Lists show long values cut. A cut value begins with \x01 and says how long it was and its digest, so that a
 * record's version is the same whether its values were read cut or whole:
 * `\x01 <bytes> : <md5 of the text> : <first characters>`. A whole value that begins with \x01 is written so too.
 */
const longestBytes = 2_048;
const shownCharacters = 256;
const mark = "\u0001";

/** Kinds whose values have no bound worth the name. */
const unbounded = new Set<Field["shape"]["kind"]>([
  "text",
  "longText",
  "json",
  "binary",
  "array",
  "range",
  "other",
]);

/** Whether a list may show less of the field's value than there is. */
export function isCut({ shape }: Pick<Field, "shape">): boolean {
  if (shape.kind === "range" && shape.element) return isCut({ shape: shape.element });
  return unbounded.has(shape.kind) && (shape.maxLength ?? Infinity) * 4 > longestBytes;
}

/** Kinds whose text never begins with the mark. */
const unmarked = new Set<Field["shape"]["kind"]>(["json", "binary", "array", "range"]);

/** Null stays null: every condition on it is null, and so is what is put together from it. */
export function cutColumn({ name, shape }: Field): Fragment {
  const column = columnOf(name);
  const text = sql`${column}::text`;
  const isShort = sql`octet_length(${text}) <= ${sql.lit(longestBytes)}`;
  const isWhole = unmarked.has(shape.kind)
    ? // Reading the size on disk costs nothing; printing a document to measure it does.
      sql`pg_column_size(${column}) < 500 or ${isShort}`
    : sql`${isShort} and left(${text}, 1) <> ${sql.lit(mark)}`;
  return sql`case when ${isWhole} then ${text}
    else ${sql.lit(mark)} || octet_length(${text}) || ':' || md5(${text}) || ':' || left(${text}, ${sql.lit(shownCharacters)})
  end`;
}

/** A value as it was read: whole, or its beginning with the length in bytes and the digest of the whole. */
export interface ReadValue {
  readonly text: string | null;
  readonly cut?: { readonly bytes: number; readonly digest: string };
}

/** Reads what `cutColumn` selected. */
export function readCut(text: string | null): ReadValue {
  if (text === null || !text.startsWith(mark)) return { text };
  const match = /^(\d+):([0-9a-f]{32}):([\s\S]*)$/.exec(text.slice(mark.length));
  return match
    ? { text: match[3] ?? "", cut: { bytes: Number(match[1]), digest: match[2] ?? "" } }
    : { text };
}

/** What stands for a value in a version: itself when short, its length and digest when long, cut or not. */
export function digestible({ kind }: Field["shape"], { text, cut }: ReadValue): string | null {
  if (cut) return `${mark}${cut.bytes}:${cut.digest}`;
  if (text === null || !unbounded.has(kind)) return text;
  // A character is at most four bytes: most values are known to be short without counting them.
  const isMarked = text.startsWith(mark);
  const bytes = isMarked || text.length * 4 > longestBytes ? Buffer.byteLength(text) : 0;
  return isMarked || bytes > longestBytes ? `${mark}${bytes}:${hash("md5", text)}` : text;
}
