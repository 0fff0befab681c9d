import type { Context } from "hono";
import { Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import type { PurserConfig } from "../config/config.ts";
import { nameProvider } from "../config/provider-name.ts";
import { isRefusal, type Refusal, refuse, type SecondFactorPage } from "../contract/index.ts";
import { refusalOf } from "../execute/database-refusal.ts";
import { cookiesOf } from "../identity/cookie.ts";
import { type Caller, type PasskeyDesk, recordRefusedPasskey } from "../identity/passkey/desk.ts";
import { acceptEnrolment, findEnrolment, offerEnrolment } from "../identity/passkey/enrol.ts";
import { acceptProof, offerProof } from "../identity/passkey/prove.ts";
import type { RequestOrigin } from "../identity/principal.ts";
import type { PrincipalCache } from "../identity/principal-cache.ts";
import { countStrangerRefusal } from "../identity/refused-sign-in.ts";
import { findSession } from "../identity/session.ts";
import { readProof } from "../identity/session-secret.ts";
import { nameText } from "../operation/input.ts";
import { answerHeaders } from "../perimeter/headers.ts";
import { networkOf, type RateLimit, takeOne } from "../perimeter/rate.ts";
import { isCrossSite } from "../perimeter/same-origin.ts";
import type { Person } from "../perimeter/same-person.ts";
import { problemResponse } from "./problem-response.ts";
import { readBody } from "./read-body.ts";

export interface SecondFactorRoutes extends PasskeyDesk {
  readonly config: Pick<PurserConfig, "name" | "origin" | "identity">;
  readonly principals: PrincipalCache;
  /** Of a person's requests; of those without a session, by where they come from. */
  readonly rate: RateLimit;
  readonly originOf: (context: Context) => RequestOrigin;
  /** Why the perimeter does not let this person act in this request, though it came through. */
  readonly bars: (context: Context, person: Person) => Refusal | null;
  /** For whoever runs Purser: a fault, with the id that the caller was told. */
  readonly onFault: (requestId: string, cause: unknown) => void;
}

/** What an authenticator says is some kilobytes. With one factor, nobody is to keep the server reading. */
const mostBytes = 256 * 1024;

const proofBody = z.strictObject({ token: z.string().max(4_000), response: z.unknown() });
const enrolmentBody = proofBody.extend({ name: nameText });

/** What one of the routes does for whoever has a session. */
type Work = (
  context: Context,
  caller: Caller,
  origin: RequestOrigin,
) => Promise<Response | Refusal>;

/**
 * `/auth/second-factor` and `/auth/passkeys`: what somebody may do whose session has but one factor, and how a session
 * with two gets a fresh proof. To be mounted before the other routes of `/auth`.
 */
export function secondFactorRoutes(desk: SecondFactorRoutes): Hono {
  const { config, ledger } = desk;
  const cookies = cookiesOf(config.origin);

  /** Of people without a session, and of those who flood: counted and not listed, so that nobody fills the log. */
  const refuseUnlisted = async ({ address, requestId }: RequestOrigin, refusal: Refusal) => {
    await countStrangerRefusal(ledger, address, refusal.refused);
    return problemResponse(refusal, requestId);
  };

  /** Finds who asks, and records what they are refused before it is answered. */
  const serve =
    (kind: "session.raise" | "passkey.enrol", work: Work) =>
    async (context: Context): Promise<Response> => {
      const origin = desk.originOf(context);
      try {
        const proof = readProof(getCookie(context, cookies.session));
        // Whoever guesses at cookies must not keep the ledger busy.
        const excess = takeOne(desk.rate, networkOf(origin.address));
        if (proof === null || excess !== null)
          return await refuseUnlisted(origin, excess ?? refuse("not_signed_in"));
        const caller = await findSession(ledger, proof, true);
        if (caller === null) return await refuseUnlisted(origin, refuse("session_ended"));
        desk.rate.giveBack(networkOf(origin.address));
        const flood = takeOne(desk.rate, JSON.stringify([caller.issuer, caller.subject]));
        if (flood !== null) return await refuseUnlisted(origin, flood);
        const outcome = desk.bars(context, caller) ?? (await work(context, caller, origin));
        if (!isRefusal(outcome)) return outcome;
        await recordRefusedPasskey(desk, proof, kind, outcome.refused, origin);
        return problemResponse(outcome, origin.requestId);
      } catch (cause) {
        const refusal = refusalOf(cause, null);
        if (refusal === null) desk.onFault(origin.requestId, cause);
        return problemResponse(refusal ?? refuse("internal"), origin.requestId);
      }
    };

  /** The cookie of the session that took the place of the caller's. */
  const rotate = (context: Context, { session }: Caller, secret: string) => {
    desk.principals.forget(session.proof);
    setCookie(context, cookies.session, secret, cookies.attributes);
  };

  const offer =
    (make: typeof offerProof): Work =>
    async (context, caller) => {
      const offered = await make(desk, caller);
      return isRefusal(offered) ? offered : context.json(offered);
    };

  const page: Work = async (context, caller) => {
    const { refusal, hasPasskey } = await findEnrolment(desk, caller);
    return context.json({
      application: config.name,
      provider: nameProvider(config.identity),
      name: caller.name,
      ways: [
        ...(config.identity.secondFactor === undefined ? [] : ["provider" as const]),
        "passkey",
      ],
      hasPasskey,
      mayEnrol: refusal === null,
    } satisfies SecondFactorPage);
  };

  const prove: Work = async (context, caller, origin) => {
    const body = await readInput(context, proofBody);
    if (isRefusal(body)) return body;
    const secret = await acceptProof(desk, caller, body, origin);
    if (isRefusal(secret)) return secret;
    rotate(context, caller, secret);
    return context.body(null, 204);
  };

  const enrol: Work = async (context, caller, origin) => {
    const body = await readInput(context, enrolmentBody);
    if (isRefusal(body)) return body;
    const enrolled = await acceptEnrolment(desk, caller, body, origin);
    if (isRefusal(enrolled)) return enrolled;
    if (enrolled.secret !== null) rotate(context, caller, enrolled.secret);
    return context.json(enrolled.passkey, 201);
  };

  const routes = new Hono();
  for (const path of ["/auth/second-factor/*", "/auth/passkeys/*"])
    routes.use(path, async (context, next) => {
      const { requestId } = desk.originOf(context);
      if (isCrossSite(context.req.raw, config.origin, "data"))
        context.res = problemResponse(refuse("cross_site_request"), requestId);
      else await next();
      for (const [name, value] of Object.entries(answerHeaders)) context.header(name, value);
      context.header("x-request-id", requestId);
    });
  return routes
    .get("/auth/second-factor", serve("session.raise", page))
    .post("/auth/second-factor/options", serve("session.raise", offer(offerProof)))
    .post("/auth/second-factor", serve("session.raise", prove))
    .post("/auth/passkeys/options", serve("passkey.enrol", offer(offerEnrolment)))
    .post("/auth/passkeys", serve("passkey.enrol", enrol));
}

async function readInput<Input>(
  context: Context,
  schema: z.ZodType<Input>,
): Promise<Input | Refusal> {
  const body = await readBody(context.req.raw, mostBytes);
  if (isRefusal(body)) return body;
  const parsed = schema.safeParse(body.json);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part)}`).join(""),
    message: message.toLowerCase(),
  }));
  return refuse("malformed_request", { errors });
}
