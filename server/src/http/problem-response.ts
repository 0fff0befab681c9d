import type { Problem, Refusal } from "../contract/index.ts";
import { problems } from "../contract/index.ts";
import { retryAfterSeconds } from "../perimeter/concurrency.ts";
import { answerHeaders } from "../perimeter/headers.ts";

/** The one way in which anything but a success leaves over HTTP: RFC 9457. */
export function problemResponse(refusal: Refusal, requestId: string): Response {
  const [status, title, next] = problems[refusal.refused];
  const problem: Problem = {
    type: `https://purser.dev/problems/${refusal.refused}`,
    title,
    status,
    code: refusal.refused,
    ...(refusal.detail !== undefined && { detail: refusal.detail }),
    next,
    requestId,
    ...(refusal.errors && { errors: refusal.errors }),
    ...(refusal.record && { record: refusal.record }),
    ...(refusal.assurance && { assurance: refusal.assurance }),
    ...(refusal.trustedFrom !== undefined && { trustedFrom: refusal.trustedFrom }),
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      ...answerHeaders,
      "content-type": "application/problem+json",
      "x-request-id": requestId,
      ...(status === 401 && { "www-authenticate": challengeOf(refusal) }),
      ...(status === 429 && { "retry-after": String(refusal.retryAfter ?? retryAfterSeconds) }),
    },
  });
}

/** RFC 9110, section 11.6.1; of what a session is too weak for, RFC 9470, section 3. */
function challengeOf({ refused, assurance }: Refusal): string {
  const error = refused === "insufficient_user_authentication" ? `, error="${refused}"` : "";
  const age = assurance?.level === "fresh" ? `, max_age="${assurance.maxAge}"` : "";
  return `Session realm="purser"${error}${age}`;
}
