import type { FieldShape, WireValue } from "../contract/index.ts";
import { accept, type Parsed, type Parser, reject } from "./wire-parsed.ts";

/** `box` alone separates its elements by something else (`pg_type.typdelim`), its own text having commas. */
function delimiterOf(type: string): "," | ";" {
  return type === "box" ? ";" : ",";
}

/**
 * Reads an array literal, `{1,NULL,"a b"}`, at any depth. Lower bounds other than 1, which PostgreSQL
 * prints as `[0:2]=` before it, are not carried over. Throws on text that isn't such a literal.
 * https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */
export function decodeArray(
  text: string,
  decode: (text: string) => WireValue,
  type: string,
): readonly WireValue[] {
  const delimiter = delimiterOf(type);
  let at = text.indexOf("{");

  function readList(): readonly WireValue[] {
    const list: WireValue[] = [];
    at += 1;
    while (text[at] !== "}") {
      if (at >= text.length) throw new Error("an array literal has no end");
      list.push(readItem());
      if (text[at] === delimiter) at += 1;
    }
    at += 1;
    return list;
  }

  function readItem(): WireValue {
    if (text[at] === "{") return readList();
    if (text[at] === '"') return decode(readQuoted());
    const start = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== "}") at += 1;
    const item = text.slice(start, at);
    return item === "NULL" ? null : decode(item);
  }

  function readQuoted(): string {
    const start = at + 1;
    at = start;
    while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    at += 1;
    return text.slice(start, at - 1).replaceAll(/\\(.)/gs, "$1");
  }

  return readList();
}

type ElementParser = (shape: FieldShape, value: unknown) => Parsed<string | null>;

/** PostgreSQL's own bound, MAXDIM. */
const maxDimensions = 6;

/** Lists of wire values, nested for more dimensions, as an array literal. */
export function arrayParser(parseElement: ElementParser): Parser {
  return ({ element }, value) => {
    if (element === undefined) return reject("cannot be changed here");
    if (!Array.isArray(value)) return reject("must be a list");
    const parsed = parseList(element, value, parseElement, 1);
    return parsed.ok ? accept(parsed.text) : parsed;
  };
}

/** `size` is that of a list and of its sublists: `3,2`. Sublists must all be of one size. */
type ParsedList = Parsed & { readonly size?: string };

function parseList(
  element: FieldShape,
  list: readonly unknown[],
  parseElement: ElementParser,
  depth: number,
): ParsedList {
  const texts: string[] = [];
  const sizes = new Set<string>();
  for (const [index, item] of list.entries()) {
    // An element that is an array itself, by way of a domain, is one item and not another dimension.
    if (Array.isArray(item) && element.kind !== "array") {
      if (item.length === 0) return reject("must not contain empty lists");
      if (depth === maxDimensions)
        return reject(`must not have more than ${maxDimensions} dimensions`);
      const parsed = parseList(element, item, parseElement, depth + 1);
      if (!parsed.ok) return parsed;
      sizes.add(parsed.size ?? "");
      texts.push(parsed.text);
    } else {
      const parsed = parseElement(element, item);
      if (!parsed.ok) return reject(`has a wrong item ${index + 1}: it ${parsed.message}`);
      sizes.add("");
      texts.push(quoteElement(parsed.text));
    }
  }
  if (sizes.size > 1) return reject("must have lists of the same length inside");
  return {
    ...accept(`{${texts.join(delimiterOf(element.type))}}`),
    size: [list.length, ...sizes].join(),
  };
}

/** Always quoted: then no content can be mistaken for NULL or for syntax. */
function quoteElement(text: string | null): string {
  return text === null ? "NULL" : `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
