import type { Context, MiddlewareHandler } from "hono";
import type { AccessProxyConfig } from "../config/access-proxy.ts";
import type { ProblemCode, Refusal } from "../contract/index.ts";
import { isRefusal, refuse } from "../contract/index.ts";
import type { RequestOrigin } from "../identity/principal.ts";
import type { Visitor } from "../perimeter/access-token.ts";
import { verifyAccessTokens } from "../perimeter/access-token.ts";
import type { NetworkRule } from "../perimeter/network.ts";
import { judgeNetwork } from "../perimeter/network.ts";
import { isSamePerson, type Person } from "../perimeter/same-person.ts";
import { problemResponse } from "./problem-response.ts";
import { refusedPage } from "./refused-page.ts";
import { peerOf } from "./request-origin.ts";

export interface GateOptions {
  readonly application: string;
  readonly rule: NetworkRule;
  readonly access: AccessProxyConfig | undefined;
  /** How people get in, for whoever was refused. */
  readonly help: string | undefined;
  readonly originOf: (context: Context) => RequestOrigin;
  readonly countRefusal: (address: string | null, code: ProblemCode) => Promise<void>;
  readonly onFailure: (message: string, cause: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What stands before everything else: nothing of Purser is seen by whom it does not let through. */
export interface Gate {
  readonly guard: MiddlewareHandler;
  /** Why this person may not act in this request, though it came through. */
  readonly bars: (context: Context, person: Person) => Refusal | null;
}

export function openGate(options: GateOptions): Gate {
  const { rule, access, now, help } = options;
  const verify = access && verifyAccessTokens(access, now);
  const visitors = new WeakMap<Request, Visitor>();

  const judge = async (context: Context): Promise<Refusal | null> => {
    const { raw } = context.req;
    const refusal = judgeNetwork(rule, { peer: peerOf(context), headers: raw.headers });
    if (refusal !== null || verify === undefined) return refusal;
    const visitor = await verify(raw.headers);
    if (isRefusal(visitor)) return visitor;
    visitors.set(raw, visitor);
    return null;
  };

  return {
    guard: async (context, next) => {
      const found = await judge(context);
      if (found === null) return next();
      const refusal =
        help === undefined ? found : { ...found, detail: `${found.detail ?? ""} ${help}`.trim() };
      const { address, requestId } = options.originOf(context);
      // One that cannot be counted is refused all the same.
      await options
        .countRefusal(address, refusal.refused)
        .catch((cause: unknown) => options.onFailure("a refusal could not be counted", cause));
      return isPageWanted(context)
        ? refusedPage(options.application, refusal, requestId)
        : problemResponse(refusal, requestId);
    },
    bars: (context, person) => {
      if (access === undefined) return null;
      const visitor = visitors.get(context.req.raw);
      return visitor !== undefined && isSamePerson(access, visitor, person)
        ? null
        : refuse("proxy_identity_differs");
    },
  };
}

function isPageWanted(context: Context): boolean {
  return (
    !context.req.path.startsWith("/api/") &&
    (context.req.header("accept") ?? "").includes("text/html")
  );
}
