import type { KeyObject } from "node:crypto";
import type { Context } from "hono";
import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { PurserConfig } from "../config/config.ts";
import type { ProblemCode, Refusal, SignInPage } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import { attemptSeconds, sealAttempt, unsealAttempt } from "../identity/attempt.ts";
import { cookiesOf } from "../identity/cookie.ts";
import type { RequestOrigin } from "../identity/principal.ts";
import type { PrincipalCache } from "../identity/principal-cache.ts";
import { safeReturnTo } from "../identity/return-to.ts";
import { closeSession } from "../identity/session.ts";
import { readProof } from "../identity/session-secret.ts";
import type { SignInDesk } from "../identity/sign-in.ts";
import { completeSignIn } from "../identity/sign-in.ts";
import { answerHeaders } from "../perimeter/headers.ts";
import { isCrossSite } from "../perimeter/same-origin.ts";
import type { Person } from "../perimeter/same-person.ts";
import { problemResponse } from "./problem-response.ts";

export interface AuthRoutes extends SignInDesk {
  readonly config: PurserConfig;
  readonly principals: PrincipalCache;
  /** Seals the sign-in under way. */
  readonly signInKey: KeyObject;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly originOf: (context: Context) => RequestOrigin;
  /** Why the perimeter does not let this person act in this request, though it came through. */
  readonly bars: (context: Context, person: Person) => Refusal | null;
}

/** Where the provider sends the browser back to; to be registered there. */
export function callbackUrl(origin: string): string {
  return new URL("/auth/callback", origin).href;
}

/**
 * `/auth/…`: how a session begins and ends. A browser is what comes here, so whatever goes wrong leads it to the
 * sign-in page, with the problem's code.
 */
export function authRoutes(desk: AuthRoutes): Hono {
  const { config, ledger, policy } = desk;
  const cookies = cookiesOf(config.origin);

  const toSignInPage = (context: Context, code: ProblemCode) =>
    context.redirect(`/sign-in?problem=${code}`);

  /** Ends the session that this browser has, if any. */
  const endSession = async (context: Context, reason: "signed out" | "signed in again") => {
    const proof = readProof(getCookie(context, cookies.session));
    if (proof === null) return;
    desk.principals.forget(proof);
    const record = { eventId: desk.newId(), policy, origin: desk.originOf(context) };
    await closeSession(ledger, proof, reason, record);
  };

  const problem = (context: Context, refusal: Refusal) =>
    problemResponse(refusal, desk.originOf(context).requestId);

  return new Hono()
    .use("/auth/*", async (context, next) => {
      if (isCrossSite(context.req.raw, config.origin))
        context.res = problem(context, refuse("cross_site_request"));
      else await next();
      for (const [name, value] of Object.entries(answerHeaders)) context.header(name, value);
    })
    .get("/auth/provider", (context) =>
      context.json({
        application: config.name,
        provider: config.identity.label ?? new URL(config.identity.issuer).host,
      } satisfies SignInPage),
    )
    .get("/auth/login", async (context) => {
      const request = await desk.provider.begin();
      if (isRefusal(request)) {
        desk.onFailure("The identity provider cannot be reached", request.cause);
        return toSignInPage(context, request.refused);
      }
      const attempt = sealAttempt(desk.signInKey, {
        ...request.secrets,
        returnTo: safeReturnTo(context.req.query("returnTo"), config.origin),
        expiresAt: desk.now() + attemptSeconds * 1000,
      });
      setCookie(context, cookies.attempt, attempt, {
        ...cookies.attributes,
        maxAge: attemptSeconds,
      });
      return context.redirect(request.url.href);
    })
    .get("/auth/callback", async (context) => {
      const attempt = unsealAttempt(
        desk.signInKey,
        getCookie(context, cookies.attempt),
        desk.now(),
      );
      deleteCookie(context, cookies.attempt, cookies.attributes);
      const answer = new URL(context.req.url).searchParams;
      try {
        const result = await completeSignIn(
          desk,
          attempt,
          answer,
          desk.originOf(context),
          (identity) => desk.bars(context, identity),
        );
        if (isRefusal(result) || attempt === null)
          return toSignInPage(context, isRefusal(result) ? result.refused : "sign_in_failed");
        await endSession(context, "signed in again");
        setCookie(context, cookies.session, result.secret, cookies.attributes);
        return context.redirect(attempt.returnTo);
      } catch (cause) {
        desk.onFailure("A sign-in could not be recorded", cause);
        return toSignInPage(context, "audit_unavailable");
      }
    })
    .post("/auth/logout", async (context) => {
      try {
        await endSession(context, "signed out");
      } catch (cause) {
        // The cookie stays, since it still opens the session.
        desk.onFailure("A session could not be ended", cause);
        return problem(context, refuse("audit_unavailable"));
      }
      deleteCookie(context, cookies.session, cookies.attributes);
      return context.body(null, 204);
    })
    .all("/auth/*", (context) => problem(context, refuse("not_found")));
}
