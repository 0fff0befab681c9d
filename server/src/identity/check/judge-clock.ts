import type { Answer } from "./ask.ts";
import { type Finding, failed, fine, unknown, warning } from "./finding.ts";

/** Seconds. */
const tolerable = 30;
const intolerable = 300;

/** By the header `Date`, and `Age` where a cache has answered (RFC 9110, section 6.6.1; RFC 9111, section 5.1). */
export function judgeClock(answer: Exclude<Answer, { readonly unreachable: string }>): Finding {
  const date = Date.parse(answer.headers.get("date") ?? "");
  if (Number.isNaN(date)) return unknown("clock", "The provider does not tell the time.");
  const age = Number(answer.headers.get("age") ?? 0);
  const ahead = Math.round((answer.at - date) / 1000 - age);
  if (Math.abs(ahead) <= tolerable)
    return fine("clock", `The clocks agree within ${tolerable} seconds.`);
  const message = `This machine's clock is ${Math.abs(ahead)} seconds ${ahead > 0 ? "ahead of" : "behind"} the provider's.`;
  const hint = "Let this machine set its clock by NTP. Beyond a minute, sign-ins are refused.";
  return Math.abs(ahead) > intolerable
    ? failed("clock", message, hint)
    : warning("clock", message, hint);
}
