import { t } from "../../messages/translate.ts";
import type { ReadText } from "../reading.ts";

/** Text as it is; lengths count characters, as `varchar(n)` does, not UTF-16 units. */
export const readPlain: ReadText = (text, { maxLength }) => {
  if (maxLength === undefined || text.length <= maxLength) return { value: text };
  const length = [...text].length;
  return length <= maxLength
    ? { value: text }
    : { problem: t("check.length", { length, most: maxLength }) };
};

/** In any of the forms that PostgreSQL reads (manual, 8.12). */
export const readUuid: ReadText = (text) =>
  /^\{?([0-9a-f]{4}-?){8}\}?$/i.test(text) ? { value: text } : { problem: t("check.uuid") };
