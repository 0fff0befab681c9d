import fc from "fast-check";
import type { FieldShape, WireValue } from "../../src/contract/index.ts";

/** Text that PostgreSQL can hold. */
const anyText = fc
  .string({ unit: "binary" })
  .filter((text) => text.isWellFormed() && !text.includes("\0"));

const anyYear = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 9999 }) },
  fc.integer({ min: 10_000, max: 200_000 }),
  fc.integer({ min: -4700, max: -1 }),
);

/** A day of any month, and whether it is before Christ. */
const anyDay = fc
  .tuple(anyYear, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]) => ({
    text: `${pad(Math.abs(year), 4)}-${pad(month, 2)}-${pad(day, 2)}`,
    era: year < 0 ? " BC" : "",
  }));

const anyTime = (digits: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.integer({ min: 0, max: 86_399 }), fc.integer({ min: 0, max: 10 ** digits - 1 }))
    .map(([second, fraction]) => {
      const clock = [second / 3600, (second / 60) % 60, second % 60].map((part) =>
        pad(Math.floor(part), 2),
      );
      return `${clock.join(":")}${fraction === 0 ? "" : `.${pad(fraction, digits).replace(/0+$/, "")}`}`;
    });

const infinities = fc.constantFrom("infinity", "-infinity");
const nonFinite = fc.constantFrom("NaN", "Infinity", "-Infinity");

/** Wire values of a shape, in the form in which they come back; null where the type isn't covered. */
export function anyWire(shape: FieldShape): fc.Arbitrary<WireValue> | null {
  switch (shape.kind) {
    case "text":
      return anyTextOf(shape);
    case "integer":
      return fc.integer(bounds(Number(shape.maximum)));
    case "bigint":
      return fc.bigInt(bounds(BigInt(shape.maximum ?? 0))).map(String);
    case "decimal":
      return shape.precision === undefined
        ? fc.oneof(anyDecimal(60, 20), nonFinite)
        : anyDecimal(shape.precision, shape.scale ?? 0);
    case "float": {
      const float = shape.type === "real" ? fc.float : fc.double;
      return fc.oneof(
        float({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
        nonFinite,
      );
    }
    case "boolean":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...(shape.options ?? []));
    case "date":
      return fc.oneof(
        anyDay.map(({ text, era }) => text + era),
        infinities,
      );
    case "time":
      return shape.type === "time with time zone"
        ? fc
            .tuple(anyTime(6), fc.constantFrom("+00", "+02", "-05:30", "+15:59:59"))
            .map((parts) => parts.join(""))
        : anyTime(6);
    case "timestamp": {
      const time = anyTime(shape.type.includes("(3)") ? 3 : 6);
      return fc.oneof(
        fc.tuple(anyDay, time).map(([day, clock]) => `${day.text} ${clock}${day.era}`),
        infinities,
      );
    }
    case "timestamptz":
      return fc.oneof(
        fc.tuple(anyDay, anyTime(6)).map(([day, clock]) => `${day.text} ${clock}+00${day.era}`),
        infinities,
      );
    case "uuid":
      return fc.uuid();
    case "json":
      return fc
        .jsonValue({ stringUnit: "binary" })
        .map((value) => JSON.stringify(value))
        .filter((text) => !/\\u(?:0000|d[89a-f])/.test(text));
    case "binary":
      return fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64"));
    case "network":
      return anyNetwork(shape.type);
    case "array":
      return anyArrayOf(shape.element);
    case "range":
      return shape.type === "int4range"
        ? fc
            .tuple(fc.integer({ min: -1000, max: 0 }), fc.integer({ min: 1, max: 1000 }))
            .map(([from, to]) => `[${from},${to})`)
        : null;
    default:
      return null;
  }
}

/** Whether a value came back; only the forms that PostgreSQL itself rewrites are compared by meaning. */
export function isSame(shape: FieldShape, sent: WireValue, received: WireValue): boolean {
  if (shape.type === "jsonb" && typeof sent === "string" && typeof received === "string") {
    return (
      JSON.stringify(sortKeys(JSON.parse(sent))) === JSON.stringify(sortKeys(JSON.parse(received)))
    );
  }
  // The shortest digits of a single-precision number are another double than itself.
  if (shape.type === "real" && typeof sent === "number")
    return Math.fround(Number(received)) === sent;
  return JSON.stringify(sent) === JSON.stringify(received);
}

function anyTextOf({ maxLength, type }: FieldShape): fc.Arbitrary<string> {
  if (type === "name") return anyText.filter((text) => Buffer.byteLength(text) <= 63);
  if (maxLength === undefined) return anyText;
  const cut = anyText.map((text) => [...text].slice(0, maxLength).join(""));
  // `char(n)` is filled up with spaces.
  return type.startsWith("character(")
    ? cut.map((text) => text + " ".repeat(maxLength - [...text].length))
    : cut;
}

function anyDecimal(precision: number, scale: number): fc.Arbitrary<string> {
  const largest = 10n ** BigInt(precision) - 1n;
  return fc.bigInt({ min: -largest, max: largest }).map((unscaled) => {
    if (scale <= 0) return unscaled === 0n ? "0" : `${unscaled}${"0".repeat(-scale)}`;
    const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
    return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  });
}

function anyNetwork(type: string): fc.Arbitrary<string> {
  const octets = (count: number) =>
    fc
      .uint8Array({ minLength: count, maxLength: count })
      .map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(":"));
  if (type === "macaddr") return octets(6);
  if (type === "macaddr8") return octets(8);
  return type === "cidr" ? fc.ipV4().map((address) => `${address}/32`) : fc.ipV4();
}

/** One dimension or two; elements that are lists themselves only in one. */
function anyArrayOf(element: FieldShape | undefined): fc.Arbitrary<WireValue> | null {
  const item = element === undefined ? null : anyWire(element);
  if (element === undefined || item === null) return null;
  const line = fc.array(fc.option(item), { maxLength: 5 });
  if (element.kind === "array") return line;
  const table = fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(fc.option(item), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
  return fc.oneof(line, table);
}

function bounds<N extends number | bigint>(maximum: N): { min: N; max: N };
function bounds(maximum: number | bigint): { min: number | bigint; max: number | bigint } {
  return typeof maximum === "bigint"
    ? { min: -maximum - 1n, max: maximum }
    : { min: -maximum - 1, max: maximum };
}

function pad(number: number, length: number): string {
  return String(number).padStart(length, "0");
}

/** jsonb keeps the keys of an object in an order of its own. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sortKeys(item)]);
}
