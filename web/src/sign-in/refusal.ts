import type { ProblemCode } from "purser/contract";
import type { MessageKey } from "../messages/en.ts";
import { t } from "../messages/translate.ts";

interface Refusal {
  readonly title: string;
  readonly text: string;
}

/** What each problem of a sign-in is called here, and the way on. */
const refusals: {
  readonly [code in ProblemCode]?: readonly [title: MessageKey, text: MessageKey];
} = {
  no_role: ["signIn.noRole", "signIn.noRoleWhy"],
  second_factor_required: ["signIn.oneFactor", "signIn.oneFactorWhy"],
  too_many_groups: ["signIn.groups", "signIn.groupsWhy"],
  not_fresh: ["signIn.notFresh", "signIn.notFreshWhy"],
  other_person: ["signIn.otherPerson", "signIn.otherPersonWhy"],
  network_refused: ["signIn.network", "signIn.networkWhy"],
  proxy_identity_differs: ["signIn.proxyPerson", "signIn.proxyPersonWhy"],
  proxy_token_refused: ["signIn.proxy", "signIn.proxyWhy"],
  too_many_requests: ["signIn.tooMany", "signIn.tooManyWhy"],
  identity_unavailable: ["signIn.unavailable", "signIn.unavailableWhy"],
  audit_unavailable: ["signIn.ourUnavailable", "signIn.ourUnavailableWhy"],
  database_unavailable: ["signIn.ourUnavailable", "signIn.ourUnavailableWhy"],
  session_ended: ["signIn.ended", "signIn.endedWhy"],
  not_signed_in: ["signIn.ended", "signIn.endedWhy"],
};

/** Why the last sign-in was refused, from the `problem` code that the server sends the browser back with. */
export function refusalText(params: URLSearchParams, provider: string): Refusal | null {
  const code = params.get("problem");
  if (code === null) return null;
  const [title, text] = isKnown(code) ? (refusals[code] ?? unknown) : unknown;
  return { title: t(title, { provider }), text: t(text, { provider }) };
}

const unknown = ["signIn.failed", "signIn.failedWhy"] as const;

function isKnown(code: string): code is keyof typeof refusals {
  return Object.hasOwn(refusals, code);
}
