import type { FieldShape } from "../contract/index.ts";
import { accept, type Parsed, reject } from "./wire-parsed.ts";

/** A bound is quoted, or free of what the syntax uses; empty means unbounded. */
const bound = String.raw`("(?:[^"\\]|\\.|"")*"|[^",()[\]\\]*)`;
const rangePattern = new RegExp(String.raw`^[[(]${bound},${bound}[\])]$`, "s");

type BoundParser = (shape: FieldShape, text: string) => Parsed<string | null>;

/**
 * A range in PostgreSQL's text, `[1,10)`, its bounds checked by `parseBound` as what it ranges over.
 * https://www.postgresql.org/docs/current/rangetypes.html#RANGETYPES-IO
 */
export function rangeParser(parseBound: BoundParser): (shape: FieldShape, text: string) => Parsed {
  return ({ element }, text) => {
    if (text === "empty") return accept(text);
    const bounds = rangePattern.exec(text)?.slice(1);
    if (bounds === undefined) return reject("must be a range, such as [1,10)");
    for (const [index, written] of bounds.entries()) {
      if (written === "" || element === undefined) continue;
      const parsed = parseBound(element, unquote(written));
      if (!parsed.ok)
        return reject(`has a wrong ${index === 0 ? "start" : "end"}: it ${parsed.message}`);
    }
    return accept(text);
  };
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  return text
    .slice(1, -1)
    .replaceAll(/\\(.)|""/gs, (_, escaped: string | undefined) => escaped ?? '"');
}
