import type { Context } from "hono";
import { Hono } from "hono";
import { isRefusal, type Refusal } from "../contract/index.ts";
import { endSessionsByNotice } from "../identity/logout.ts";
import type { RequestOrigin } from "../identity/principal.ts";
import type { SignInDesk } from "../identity/sign-in.ts";
import { authPaths } from "../perimeter/auth-paths.ts";
import { problemResponse } from "./problem-response.ts";
import { readForm } from "./read-form.ts";
import { type SignInLimit, takeSignIn } from "./take-sign-in.ts";

export interface ProviderRoutes
  extends SignInLimit,
    Pick<SignInDesk, "provider" | "policy" | "newId"> {
  readonly originOf: (context: Context) => RequestOrigin;
  /** What the provider's administrator registers, where the protocol has such a document. */
  readonly metadata: (() => string) | null;
}

/** What the identity provider itself comes for, and is told by status: who we are, and whose sessions have ended there. */
export function providerRoutes(desk: ProviderRoutes): Hono {
  const { metadata } = desk;
  const { readLogoutToken } = desk.provider;
  const routes = new Hono();
  if (metadata !== null)
    routes.get(authPaths.samlMetadata, (context) =>
      context.body(metadata(), 200, { "content-type": "application/samlmetadata+xml" }),
    );
  if (readLogoutToken !== null)
    routes.post(authPaths.backChannelLogout, async (context) => {
      const origin = desk.originOf(context);
      const problem = (refusal: Refusal) => problemResponse(refusal, origin.requestId);
      const form = (await takeSignIn(desk, origin.address)) ?? (await readForm(context.req.raw));
      if (isRefusal(form)) return problem(form);
      const refusal = await endSessionsByNotice(
        { ...desk, readLogoutToken },
        form.get("logout_token") ?? "",
        { eventId: desk.newId(), policy: desk.policy, origin },
      );
      return refusal === null ? context.body(null, 200) : problem(refusal);
    });
  return routes;
}
