import type { RevealAnswer, RevealBody } from "purser/contract";
import { t } from "../messages/translate.ts";
import { request } from "./http.ts";
import { recordPath } from "./records.ts";

/** Masked values in clear, for as long as `MeAnswer.reveal` says; whoever shows them must forget them then. */
export function revealFields(
  resource: string,
  key: string,
  body: RevealBody,
): Promise<RevealAnswer> {
  return request(`${recordPath(resource, key)}/reveal`, {
    method: "POST",
    body,
    what: t("confirm.reveal", { resource, key, fields: body.fields.join(", ") }),
  });
}
