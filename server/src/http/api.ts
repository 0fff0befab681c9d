import type { Context } from "hono";
import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import type { InForce } from "../access/in-force.ts";
import { narrowGrants } from "../access/narrow.ts";
import type { Refusal } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { Deployment } from "../execute/context.ts";
import { refusalOf } from "../execute/database-refusal.ts";
import type { TextStream } from "../execute/text-stream.ts";
import { cookiesOf } from "../identity/cookie.ts";
import { isPrincipal, type Principal, type RequestOrigin } from "../identity/principal.ts";
import type { PrincipalCache } from "../identity/principal-cache.ts";
import { countStrangerRefusal } from "../identity/refused-sign-in.ts";
import { findSession } from "../identity/session.ts";
import { readProof } from "../identity/session-secret.ts";
import type { RawInput, RegisteredOperation, Scene, Settings } from "../operation/operation.ts";
import { registry } from "../operation/registry.ts";
import { runOperation } from "../operation/runner.ts";
import type { Answer } from "../operation/task.ts";
import { planViewAs } from "../operation/view-as.ts";
import type { ConcurrencyLimit } from "../perimeter/concurrency.ts";
import { answerHeaders } from "../perimeter/headers.ts";
import { networkOf, type RateLimit, takeOne } from "../perimeter/rate.ts";
import { isCrossSite } from "../perimeter/same-origin.ts";
import { problemResponse } from "./problem-response.ts";
import { readBody } from "./read-body.ts";
import { readQuery } from "./read-query.ts";
import { streamBody } from "./stream-body.ts";

export interface Api {
  readonly deployment: Deployment;
  /** Asked once for each request, which is then judged by that alone. */
  readonly inForce: () => InForce;
  readonly settings: Settings;
  /** Scheme, host and port that the console is opened at. */
  readonly origin: string;
  readonly principals: PrincipalCache;
  readonly concurrency: ConcurrencyLimit;
  /** Of a person's requests; of those without a session, by where they come from. */
  readonly rate: RateLimit;
  readonly originOf: (context: Context) => RequestOrigin;
  /** Why the perimeter does not let this principal act in this request, though it came through. */
  readonly bars: (context: Context, principal: Principal) => Refusal | null;
  /** For whoever runs Purser: a fault, with the id that the caller was told. */
  readonly onFault: (requestId: string, cause: unknown) => void;
}

/** `/api/…`: a route for each operation of the registry, and nothing else. */
export function apiRoutes(api: Api): Hono {
  const app = new Hono();
  for (const operation of registry) {
    app.on(operation.method, operation.path.replaceAll(/\{(\w+)\}/g, ":$1"), (context) =>
      handle(api, operation, context),
    );
  }
  const paths = Map.groupBy(registry, (operation) => operation.path);
  for (const [path, operations] of paths) {
    app.all(path.replaceAll(/\{(\w+)\}/g, ":$1"), (context) => {
      const response = problemResponse(
        refuse("method_not_allowed"),
        api.originOf(context).requestId,
      );
      response.headers.set("allow", operations.map((operation) => operation.method).join(", "));
      return response;
    });
  }
  app.all("/api/*", (context) =>
    problemResponse(refuse("not_found"), api.originOf(context).requestId),
  );
  return app;
}

async function handle(
  api: Api,
  operation: RegisteredOperation,
  context: Context,
): Promise<Response> {
  const origin = api.originOf(context);
  try {
    const outcome = await answer(api, operation, context, origin);
    return isRefusal(outcome)
      ? problemResponse(outcome, origin.requestId)
      : answerResponse(api, operation, outcome, context);
  } catch (cause) {
    api.onFault(origin.requestId, cause);
    return problemResponse(refuse("internal"), origin.requestId);
  }
}

async function answer(
  api: Api,
  operation: RegisteredOperation,
  context: Context,
  origin: RequestOrigin,
): Promise<Answer | Refusal> {
  if (isCrossSite(context.req.raw, api.origin, "data"))
    return refuseUnlisted(api, origin, refuse("cross_site_request"));
  const proof = readProof(getCookie(context, cookiesOf(api.origin).session));
  if (proof === null)
    return refuseUnlisted(
      api,
      origin,
      takeOne(api.rate, networkOf(origin.address)) ?? refuse("not_signed_in"),
    );
  const isActive = context.req.header(backgroundHeader) === undefined;
  const principal = await findCaller(api, proof, isActive, origin);
  if (isRefusal(principal)) return refuseUnlisted(api, origin, principal);
  const excess = takeOne(api.rate, JSON.stringify([principal.issuer, principal.subject]));
  if (excess !== null) return refuseUnlisted(api, origin, excess);
  const leave = api.concurrency.enter(principal.issuer, principal.subject);
  if (leave === null) return refuseUnlisted(api, origin, refuse("too_many_requests"));
  let isStreaming = false;
  try {
    const asked = planViewAs(
      context.req.header("purser-view-as"),
      operation,
      principal,
      api.settings,
    );
    const viewAs = isRefusal(asked) ? null : asked;
    const { signal } = context.req.raw;
    const outcome = await runOperation(
      operation,
      context.req.param(),
      api.bars(context, principal) ?? (isRefusal(asked) ? asked : await readInput(context)),
      { deployment: api.deployment, principal, origin, viewAs, signal },
      setScene(api, principal, viewAs),
    );
    if (isRefusal(outcome) && outcome.refused === "session_ended") api.principals.forget(proof);
    if (isRefusal(outcome) || !outcome.stream) return outcome;
    isStreaming = true;
    return { ...outcome, stream: endingWith(outcome.stream, leave) };
  } finally {
    if (!isStreaming) leave();
  }
}

function setScene(api: Api, principal: Principal, viewAs: readonly string[] | null): Scene {
  const inForce = api.inForce();
  const { grantsOf, resources, coverage } = inForce;
  const own = grantsOf(principal);
  return {
    principal,
    viewAs,
    grants: viewAs === null ? own : narrowGrants(own, grantsOf({ ...principal, roles: viewAs })),
    inForce,
    resources,
    coverage,
    settings: api.settings,
    cursorKey: api.deployment.keys.cursor,
  };
}

/** Sent with what a page asks for by itself, while nobody may be there: it does not keep the session alive. */
const backgroundHeader = "purser-background";

/** Whose session it is: as remembered, since every statement checks it again, else from the ledger. */
async function findCaller(
  { principals, deployment, rate }: Api,
  proof: Buffer,
  isActive: boolean,
  { address }: RequestOrigin,
): Promise<Principal | Refusal> {
  const known = principals.recall(proof, isActive);
  if (known) return known;
  // Whoever guesses at cookies must not keep the ledger busy. People behind one address do not share what they may ask.
  const network = networkOf(address);
  const excess = takeOne(rate, network);
  if (excess !== null) return excess;
  try {
    const caller = await findSession(deployment.stores.ledger, proof, isActive);
    if (caller === null) return refuse("session_ended");
    if (!isPrincipal(caller)) return refuse("second_factor_required");
    rate.giveBack(network);
    principals.keep(caller, isActive);
    return caller;
  } catch (cause) {
    const refusal = refusalOf(cause, null);
    if (refusal) return refusal;
    throw cause;
  }
}

/**
 * Refusals to people without a session, and to those who flood, are counted and not listed, so that nobody fills the
 * log. One that cannot be counted is still refused.
 */
async function refuseUnlisted(api: Api, origin: RequestOrigin, refusal: Refusal): Promise<Refusal> {
  await countStrangerRefusal(api.deployment.stores.ledger, origin.address, refusal.refused).catch(
    (cause: unknown) => {
      if (refusalOf(cause, null) === null) throw cause;
    },
  );
  return refusal;
}

async function readInput(context: Context): Promise<RawInput | Refusal> {
  const body = await readBody(context.req.raw);
  if (isRefusal(body)) return body;
  const parameters = readQuery(new URL(context.req.url).search);
  if (isRefusal(parameters)) return parameters;
  return {
    path: context.req.param(),
    query: parameters.query,
    headers: context.req.header(),
    body: body.json,
  };
}

/** Whatever was taken for a stream is held until nobody reads it any more. */
function endingWith(stream: TextStream, leave: () => void): TextStream {
  return {
    ...stream,
    stop: () => {
      stream.stop();
      leave();
    },
  };
}

function answerResponse(
  api: Api,
  operation: RegisteredOperation,
  { body, text, stream, headers }: Answer,
  context: Context,
): Response {
  const { requestId } = api.originOf(context);
  const isEmpty = operation.status === 204;
  const content = stream
    ? streamBody(stream, context, (cause) => api.onFault(requestId, cause))
    : (text ?? JSON.stringify(body));
  return new Response(isEmpty ? null : content, {
    status: operation.status,
    headers: {
      ...answerHeaders,
      ...(!isEmpty && { "content-type": "application/json" }),
      "x-request-id": requestId,
      ...headers,
    },
  });
}
