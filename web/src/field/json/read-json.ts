import { t } from "../../messages/translate.ts";
import type { ReadText } from "../reading.ts";

/** JSON text, sent as it was written: parsing and printing it again would round its numbers. */
export const readJson: ReadText = (text) => {
  try {
    JSON.parse(text);
    return { value: text };
  } catch (error) {
    return { problem: t("check.json", { why: error instanceof Error ? error.message : "" }) };
  }
};
