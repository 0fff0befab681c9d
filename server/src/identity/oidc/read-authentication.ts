import type { IDToken } from "openid-client";
import type { OidcConfig } from "../../config/identity.ts";
import type { Authentication } from "../authentication.ts";
import { skewSeconds } from "../clock-skew.ts";
import { evidenceOf, keepsRule } from "../judge-assurance.ts";
import type { SignInFailure } from "../provider.ts";
import { lacksGroups, readIdentity } from "../read-identity.ts";
import { packRenewal } from "./renewal.ts";

/** When a sign-in was begun and answered, in milliseconds since 1970. */
interface Occasion {
  readonly begunAt: number;
  readonly now: number;
  readonly fresh: boolean;
}

/**
 * What a validated id_token vouches for (OpenID Connect Core 1.0, section 2). Whatever was asked for is judged by the
 * token alone: a browser can strip the question, and a provider ignore it.
 */
export function readAuthentication(
  claims: IDToken,
  refreshToken: string | undefined,
  config: OidcConfig,
  { begunAt, now, fresh }: Occasion,
): Authentication | SignInFailure {
  if (claims.azp !== undefined && claims.azp !== config.clientId)
    return { refused: "sign_in_failed", cause: "the token was issued to another client" };
  if (config.demanded !== undefined && !keepsRule(config.demanded, claims))
    return {
      refused: "sign_in_failed",
      cause: { demanded: config.demanded, found: evidenceOf([config.demanded], claims) },
    };
  if (lacksGroups(claims, config.groupsClaim))
    return { refused: "too_many_groups", cause: "the groups are too many for the token" };

  const authenticatedAt = claims.auth_time ?? null;
  if (authenticatedAt !== null && !isInstant(authenticatedAt, now))
    return { refused: "sign_in_failed", cause: { auth_time: authenticatedAt } };
  // So written that an unknown beginning is no fresh one.
  if (fresh && !(authenticatedAt !== null && authenticatedAt >= begunAt / 1000 - skewSeconds))
    return { refused: "not_fresh", cause: { auth_time: authenticatedAt } };

  return {
    identity: readIdentity(claims, config),
    secondFactor: keepsRule(config.secondFactor, claims),
    authenticatedAt,
    evidence: evidenceOf([config.demanded, config.secondFactor], claims),
    providerSession: typeof claims.sid === "string" ? claims.sid : null,
    refreshToken: refreshToken === undefined ? null : packRenewal(claims.sub, refreshToken),
  };
}

function isInstant(value: unknown, now: number): value is number {
  return Number.isSafeInteger(value) && Number(value) <= now / 1000 + skewSeconds;
}
