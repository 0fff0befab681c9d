import { t } from "../../messages/translate.ts";
import type { ReadText } from "../reading.ts";

/** Digits, within the type's bounds. `integer` is a number on the wire, `bigint` a string. */
export const readInteger: ReadText = (text, { kind, maximum }) => {
  if (!/^[+-]?\d+$/.test(text)) return { problem: t("check.integer") };
  const number = BigInt(text.replace("+", ""));
  if (maximum !== undefined) {
    const most = BigInt(maximum);
    const least = -most - 1n;
    if (number > most || number < least) {
      return { problem: t("check.between", { least: String(least), most: String(most) }) };
    }
  }
  return { value: kind === "integer" ? Number(number) : String(number) };
};

/**
 * An exact decimal, never through a float. Digits beyond the scale are refused, because PostgreSQL
 * would round them without a word (manual, 8.1.2).
 */
export const readDecimal: ReadText = (text, { precision, scale = 0 }) => {
  if (/^(NaN|-?Infinity)$/.test(text)) return { value: text };
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (parts === null) return { problem: t("check.decimal") };
  const [, sign = "", whole = "", fraction = ""] = parts;
  if (whole === "" && fraction === "") return { problem: t("check.decimal") };
  if (precision !== undefined) {
    if (fraction.length > scale) return { problem: t("check.scale", { scale }) };
    const digits = precision - scale;
    if (whole.replace(/^0+/, "").length > digits)
      return { problem: t("check.precision", { digits }) };
  }
  const point = fraction === "" ? "" : `.${fraction}`;
  return { value: `${sign.replace("+", "")}${whole === "" ? "0" : whole}${point}` };
};

export const readFloat: ReadText = (text) => {
  if (/^(NaN|-?Infinity)$/.test(text)) return { value: text };
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return { problem: t("check.decimal") };
  const number = Number(text);
  return Number.isFinite(number) ? { value: number } : { problem: t("check.tooLarge") };
};
