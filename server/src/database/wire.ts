import type { FieldKind, FieldShape, WireValue } from "../contract/index.ts";
import { arrayParser, decodeArray } from "./wire-array.ts";
import { parseDate, parseTime, parseTimestamp } from "./wire-date.ts";
import { parseNetwork } from "./wire-network.ts";
import { parseDecimal, parseFloating, parseInteger } from "./wire-number.ts";
import type { Parsed, Parser } from "./wire-parsed.ts";
import { rangeParser } from "./wire-range.ts";
import { parseBinary, parseBoolean } from "./wire-scalar.ts";
import { fromText, parseEnum, parseJson, parseText, parseUuid } from "./wire-text.ts";

/** Turns PostgreSQL's text of one type into its wire form. */
export type WireDecoder = (text: string) => WireValue;

const keepText: WireDecoder = (text) => text;

/** What isn't finite has no number in JSON and stays text. */
const decodeNumber: WireDecoder = (text) => {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
};

/** `t` as a column is printed; `true` of a cast to text, which is how rows are captured. */
const decodeBoolean: WireDecoder = (text) => text === "t" || text === "true";

const decodeBinary: WireDecoder = (text) => Buffer.from(text.slice(2), "hex").toString("base64");

/**
 * Picks the decoder of a column once, so that a page of values costs one call each.
 * Expects the text that `outputSettings` fixes; the wire forms are those of `WireValue`.
 */
export function wireDecoder(shape: FieldShape): WireDecoder {
  switch (shape.kind) {
    case "integer":
    case "float":
      return decodeNumber;
    case "boolean":
      return decodeBoolean;
    case "binary":
      return decodeBinary;
    case "array": {
      if (shape.element === undefined) return keepText;
      const decode = wireDecoder(shape.element);
      const { type } = shape.element;
      return (text) => decodeArray(text, decode, type);
    }
    default:
      return keepText;
  }
}

/** Turns PostgreSQL's text into the wire form; null is SQL's null. */
export function toWire(shape: FieldShape, text: string | null): WireValue {
  return text === null ? null : wireDecoder(shape)(text);
}

/** Of a JSON number: its reader would have rounded it already. */
const digitsExpected = "must be digits in a string, so that nothing is rounded";

const parsers: { readonly [kind in FieldKind]: Parser } = {
  text: fromText(parseText),
  longText: fromText(parseText),
  integer: parseInteger,
  bigint: fromText(parseInteger, digitsExpected),
  decimal: fromText(parseDecimal, digitsExpected),
  float: parseFloating,
  boolean: parseBoolean,
  enum: fromText(parseEnum),
  date: fromText(parseDate),
  time: fromText(parseTime),
  timestamp: fromText(parseTimestamp),
  timestamptz: fromText(parseTimestamp),
  interval: fromText(parseText),
  uuid: fromText(parseUuid),
  json: fromText(parseJson),
  binary: fromText(parseBinary),
  array: arrayParser(fromWire),
  range: fromText(rangeParser((shape, text) => fromWire(shape, toWire(shape, text)))),
  network: fromText(parseNetwork),
  other: fromText(parseText),
};

/**
 * Checks a wire value strictly against the shape and gives PostgreSQL's input text of it.
 * What passes keeps its value exactly; PostgreSQL still refuses what only it can judge, such as the
 * syntax of types that have no check here.
 */
export function fromWire(shape: FieldShape, value: unknown): Parsed<string | null> {
  return value === null ? { ok: true, text: null } : parsers[shape.kind](shape, value);
}
