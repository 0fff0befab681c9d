import type { FieldShape } from "../contract/index.ts";
import { accept, type Parsed, reject } from "./wire-parsed.ts";

/** Whole numbers: `int2` and `int4` come as numbers, `int8` as decimal digits, which JSON would round. */
export function parseInteger(shape: FieldShape, value: unknown): Parsed {
  const text = typeof value === "number" || shape.kind === "bigint" ? String(value) : "";
  if (!/^-?\d{1,40}$/.test(text)) return reject("must be a whole number");
  const number = BigInt(text);
  if (shape.maximum !== undefined) {
    const maximum = BigInt(shape.maximum);
    if (number > maximum || number < -maximum - 1n) {
      return reject(`must be from ${-maximum - 1n} to ${maximum}`);
    }
  }
  return accept(String(number));
}

/** Digits that a `numeric` without precision holds (PostgreSQL manual, 8.1.2). */
const maxDigitsBefore = 131_072;
const maxDigitsAfter = 16_383;

/**
 * `numeric`, as decimal digits. PostgreSQL would round what has more digits after the point than the
 * scale; that is refused. Infinity has no place in a column with a precision.
 */
export function parseDecimal(shape: FieldShape, text: string): Parsed {
  if (text === "NaN") return accept(text);
  if (text === "Infinity" || text === "-Infinity") {
    return shape.precision === undefined ? accept(text) : reject("must be a finite number");
  }
  const digits = /^-?(\d+)(?:\.(\d+))?$/.exec(text);
  if (digits === null) return reject("must be a number in decimal digits");
  const before = (digits[1] ?? "").replace(/^0+/, "");
  const after = (digits[2] ?? "").replace(/0+$/, "");
  const { precision } = shape;
  const scale = shape.scale ?? 0;
  if (precision === undefined) {
    return before.length <= maxDigitsBefore && (digits[2] ?? "").length <= maxDigitsAfter
      ? accept(text)
      : reject("has too many digits");
  }
  if (after.length > Math.max(scale, 0)) {
    return scale > 0
      ? reject(`must be a number with at most ${count(scale, "digit")} after the point`)
      : reject("must be a whole number");
  }
  if (scale < 0 && !/^0*$/.test(before.slice(scale))) {
    return reject(`must be a multiple of 1${"0".repeat(-scale)}`);
  }
  const significant = (before + after.padEnd(scale, "0")).replace(/^0+/, "").length;
  if (significant + Math.min(scale, 0) > precision) {
    return precision > scale
      ? reject(
          `must be a number with at most ${count(precision - scale, "digit")} before the point`,
        )
      : reject(
          `must be smaller than ${precision === scale ? "1" : `0.${"1".padStart(scale - precision, "0")}`}`,
        );
  }
  return accept(text);
}

/** `float4` and `float8`; JSON has no word for what isn't finite. */
export function parseFloating(shape: FieldShape, value: unknown): Parsed {
  if (value === "NaN" || value === "Infinity" || value === "-Infinity") return accept(value);
  if (typeof value !== "number" || !Number.isFinite(value)) return reject("must be a number");
  if (shape.type === "real") {
    const single = Math.fround(value);
    if (!Number.isFinite(single)) return reject("is too large");
    if (single === 0 && value !== 0) return reject("is too close to zero");
  }
  return accept(Object.is(value, -0) ? "-0" : String(value));
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
