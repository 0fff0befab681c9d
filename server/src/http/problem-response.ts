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
  };
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      ...answerHeaders,
      "content-type": "application/problem+json",
      "x-request-id": requestId,
      ...(status === 401 && { "www-authenticate": 'Session realm="purser"' }),
      ...(status === 429 && { "retry-after": String(retryAfterSeconds) }),
    },
  });
}
