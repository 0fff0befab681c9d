import type { KeyObject } from "node:crypto";
import type { Context } from "hono";
import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { PurserConfig } from "../config/config.ts";
import { nameProvider } from "../config/provider-name.ts";
import type { ProblemCode, Refusal, SignInPage, SignOutAnswer } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import { attemptSeconds, sealAttempt, unsealAttempt } from "../identity/attempt.ts";
import { cookiesOf } from "../identity/cookie.ts";
import type { PersonId } from "../identity/identity.ts";
import type { PrincipalCache } from "../identity/principal-cache.ts";
import { safeReturnTo } from "../identity/return-to.ts";
import { closeSession, findSession } from "../identity/session.ts";
import { readProof } from "../identity/session-secret.ts";
import type { SignInDesk } from "../identity/sign-in.ts";
import { completeSignIn } from "../identity/sign-in.ts";
import { authPaths } from "../perimeter/auth-paths.ts";
import { answerHeaders } from "../perimeter/headers.ts";
import { isCrossSite } from "../perimeter/same-origin.ts";
import type { Person } from "../perimeter/same-person.ts";
import { problemResponse } from "./problem-response.ts";
import { type ProviderRoutes, providerRoutes } from "./provider-routes.ts";
import { readForm } from "./read-form.ts";
import { takeSignIn } from "./take-sign-in.ts";

export interface AuthRoutes extends SignInDesk, ProviderRoutes {
  readonly config: PurserConfig;
  readonly principals: PrincipalCache;
  /** Seals the sign-in under way. */
  readonly signInKey: KeyObject;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Why the perimeter does not let this person act in this request, though it came through. */
  readonly bars: (context: Context, person: Person) => Refusal | null;
}

/**
 * `/auth/…`: how a session begins and ends. A browser is what comes here, so whatever goes wrong leads it to the
 * sign-in page, with the problem's code.
 */
export function authRoutes(desk: AuthRoutes): Hono {
  const { config, ledger, policy, provider } = desk;
  const cookies = cookiesOf(config.origin, provider.answersBy);

  const toSignInPage = (context: Context, code: ProblemCode) =>
    context.redirect(`/sign-in?problem=${code}`, 303);

  const problem = (context: Context, refusal: Refusal) =>
    problemResponse(refusal, desk.originOf(context).requestId);

  const record = (context: Context) => ({
    eventId: desk.newId(),
    policy,
    origin: desk.originOf(context),
  });

  const proofIn = (context: Context) => readProof(getCookie(context, cookies.session));

  const endSession = async (
    context: Context,
    proof: Buffer | null,
    reason: "signed out" | "signed in again",
  ): Promise<boolean> => {
    if (proof === null) return false;
    desk.principals.forget(proof);
    return closeSession(ledger, proof, reason, record(context));
  };

  const findExcess = (context: Context) => takeSignIn(desk, desk.originOf(context).address);

  /** Whose session a browser has that is to prove it anew. */
  const findPerson = async (context: Context): Promise<PersonId | null> => {
    const proof = proofIn(context);
    return proof === null ? null : findSession(ledger, proof, true);
  };

  const begin = async (context: Context) => {
    if ((await findExcess(context)) !== null) return toSignInPage(context, "too_many_requests");
    try {
      const isFresh = context.req.query("fresh") === "true";
      const found = isFresh ? await findPerson(context) : null;
      const request = await provider.begin({ fresh: found !== null });
      if (isRefusal(request)) {
        desk.onFailure("The sign-in could not be begun", request.cause);
        return toSignInPage(context, request.refused);
      }
      const attempt = sealAttempt(desk.signInKey, {
        id: desk.newId(),
        secrets: request.secrets,
        previous: proofIn(context)?.toString("base64url") ?? null,
        person: found && { issuer: found.issuer, subject: found.subject },
        returnTo: safeReturnTo(context.req.query("returnTo"), config.origin),
        expiresAt: desk.now() + attemptSeconds * 1000,
      });
      setCookie(context, cookies.attempt, attempt, {
        ...cookies.attemptAttributes,
        maxAge: attemptSeconds,
      });
      return context.redirect(request.url.href);
    } catch (cause) {
      desk.onFailure("A sign-in could not be begun", cause);
      return toSignInPage(context, "database_unavailable");
    }
  };

  const finish = async (context: Context, answer: URLSearchParams) => {
    const attempt = unsealAttempt(desk.signInKey, getCookie(context, cookies.attempt), desk.now());
    deleteCookie(context, cookies.attempt, cookies.attemptAttributes);
    const previous =
      proofIn(context) ?? (attempt?.previous ? Buffer.from(attempt.previous, "base64url") : null);
    try {
      const result = await completeSignIn(desk, {
        attempt,
        answer,
        origin: desk.originOf(context),
        bars: (identity) => desk.bars(context, identity),
        endPrevious: () => endSession(context, previous, "signed in again"),
      });
      if (isRefusal(result) || attempt === null)
        return toSignInPage(context, isRefusal(result) ? result.refused : "sign_in_failed");
      setCookie(context, cookies.session, result.secret, cookies.attributes);
      const { returnTo } = attempt;
      return context.redirect(
        result.lacksSecondFactor ? `/second-factor?${new URLSearchParams({ returnTo })}` : returnTo,
        303,
      );
    } catch (cause) {
      desk.onFailure("A sign-in could not be recorded", cause);
      return toSignInPage(context, "audit_unavailable");
    }
  };

  const routes = new Hono()
    .use("/auth/*", async (context, next) => {
      if (isCrossSite(context.req.raw, config.origin, "page"))
        context.res = problem(context, refuse("cross_site_request"));
      else await next();
      for (const [name, value] of Object.entries(answerHeaders)) context.header(name, value);
    })
    .get("/auth/provider", (context) =>
      context.json({
        application: config.name,
        provider: nameProvider(config.identity),
      } satisfies SignInPage),
    )
    .get("/auth/login", begin)
    .post("/auth/logout", async (context) => {
      let isEnded: boolean;
      try {
        isEnded = await endSession(context, proofIn(context), "signed out");
      } catch (cause) {
        // The cookie stays, since it still opens the session.
        desk.onFailure("A session could not be ended", cause);
        return problem(context, refuse("audit_unavailable"));
      }
      deleteCookie(context, cookies.session, cookies.attributes);
      // A stranger is no reason to ask the provider anything.
      const providerLogout = isEnded ? await provider.findLogout() : null;
      return context.json({ providerLogout } satisfies SignOutAnswer);
    });

  if (provider.answersBy === "redirect")
    routes.get(authPaths.callback, (context) =>
      finish(context, new URL(context.req.url).searchParams),
    );
  else
    routes.get("/auth/saml/login", begin).post(authPaths.samlCallback, async (context) => {
      const form = (await findExcess(context)) ?? (await readForm(context.req.raw));
      return isRefusal(form) ? problem(context, form) : finish(context, form);
    });
  return routes
    .route("/", providerRoutes(desk))
    .all("/auth/*", (context) => problem(context, refuse("not_found")));
}
