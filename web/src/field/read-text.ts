import type { FieldKind } from "purser/contract";
import { t } from "../messages/translate.ts";
import { readDate, readInstant, readTime, readTimestamp } from "./date/read-date.ts";
import { readJson } from "./json/read-json.ts";
import { readDecimal, readFloat, readInteger } from "./number/read-number.ts";
import type { ReadText } from "./reading.ts";
import { readPlain, readUuid } from "./text/read-plain.ts";

const readBoolean: ReadText = (text) =>
  text === "true" || text === "false"
    ? { value: text === "true" }
    : { problem: t("check.boolean") };

const readOption: ReadText = (text, { options = [] }) =>
  options.includes(text) ? { value: text } : { problem: t("check.option") };

const readList: ReadText = () => ({ problem: t("check.list") });

/** How each kind's text is read. What PostgreSQL alone can judge is let through: the server answers. */
export const readText: { readonly [kind in FieldKind]: ReadText } = {
  text: readPlain,
  longText: readPlain,
  integer: readInteger,
  bigint: readInteger,
  decimal: readDecimal,
  float: readFloat,
  boolean: readBoolean,
  enum: readOption,
  date: readDate,
  time: readTime,
  timestamp: readTimestamp,
  timestamptz: readInstant,
  interval: readPlain,
  uuid: readUuid,
  json: readJson,
  binary: readPlain,
  array: readList,
  range: readPlain,
  network: readPlain,
  other: readPlain,
};
