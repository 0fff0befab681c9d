import { t } from "../../messages/translate.ts";
import type { ReadText } from "../reading.ts";

const special = /^-?infinity$/;
const clock = String.raw`([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?`;

/** `YYYY-MM-DD`, with no zone anywhere near it; `BC` and the infinities as PostgreSQL writes them. */
export const readDate: ReadText = (text) =>
  special.test(text) || isDate(text) ? { value: text } : { problem: t("check.date") };

/** `HH:MM:SS.ffffff`, with an offset where the type has one. */
export const readTime: ReadText = (text, { type }) => {
  const offset = type.includes("with time zone") ? String.raw`[+-]\d\d(:\d\d)?` : "";
  return new RegExp(`^(${clock}|24:00:00)${offset}$`).test(text)
    ? { value: text }
    : { problem: t("check.time") };
};

/** A date and a time that name no zone. */
export const readTimestamp: ReadText = (text) =>
  special.test(text) || isDateAndTime(text, "")
    ? { value: text }
    : { problem: t("check.timestamp") };

/** A date and a time with their offset from UTC: without one it would not be an instant. */
export const readInstant: ReadText = (text) =>
  special.test(text) || isDateAndTime(text, String.raw`([+-]\d\d(:\d\d){0,2})`)
    ? { value: text }
    : { problem: t("check.timestamp") };

function isDateAndTime(text: string, offset: string): boolean {
  const parts = new RegExp(`^(\\S+) ${clock}${offset}( BC)?$`).exec(text);
  return parts !== null && isDate(`${parts[1]}${parts.at(-1) ?? ""}`);
}

function isDate(text: string): boolean {
  const parts = /^(\d{4,7})-(\d\d)-(\d\d)( BC)?$/.exec(text);
  if (parts === null) return false;
  const [year = 0, month = 0, day = 0] = parts.slice(1, 4).map(Number);
  // The calendar repeats every 400 years, and year 1 BC is the calendar's year 0.
  const near = 2000 + ((parts[4] === undefined ? year : 401 - (year % 400)) % 400);
  const lastDay = new Date(Date.UTC(near, month, 0)).getUTCDate();
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lastDay;
}
