import type { SessionSummary } from "purser/contract";
import { t } from "../messages/translate.ts";
import { describeDevice } from "../passkey/device.ts";

/** What somebody is signed in on, as far as it tells. */
export function nameDevice({ userAgent }: SessionSummary): string {
  return describeDevice(userAgent) ?? t("sessions.unknownDevice");
}
