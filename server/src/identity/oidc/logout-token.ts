import { type JWTPayload, jwtVerify } from "jose";
import * as z from "zod";
import type { OidcConfig } from "../../config/identity.ts";
import { skewSeconds } from "../clock-skew.ts";
import type { LogoutNotice, SignInFailure } from "../provider.ts";
import type { FoundProvider } from "./find-provider.ts";
import { isOutage } from "./outage.ts";

/** Seconds for which one may be good; the specification recommends two minutes at most. */
const longestLife = 600;
/** Characters; a token beyond that is no provider's. */
const longest = 16_000;

const name = z.string().min(1).max(255);
/** OpenID Connect Back-Channel Logout 1.0, section 2.4. */
const logoutClaims = z.object({
  iss: z.string(),
  sub: name.optional(),
  sid: name.optional(),
  jti: name,
  iat: z.number(),
  exp: z.number(),
  events: z.looseObject({
    "http://schemas.openid.net/event/backchannel-logout": z.looseObject({}),
  }),
  /** Threat: an id_token of the same provider passed off as this. */
  nonce: z.undefined().optional(),
});

/**
 * Reads a logout token that somebody sent (OpenID Connect Back-Channel Logout 1.0, section 2.6; ASVS 5.0, 10.5.5):
 * signature, algorithm, type, issuer, audience, times, event, no nonce, and whom it is about. The type is demanded, which
 * the specification only recommends; Keycloak gives it since version 25.
 */
export async function readLogoutToken(
  find: () => Promise<FoundProvider>,
  config: OidcConfig,
  token: string,
  now: number,
): Promise<LogoutNotice | SignInFailure> {
  try {
    if (token.length > longest) throw new Error("the logout token is too long");
    const { keys, algorithms, configuration } = await find();
    const { payload } = await jwtVerify(token, keys, {
      algorithms: [...algorithms],
      typ: "logout+jwt",
      issuer: configuration.serverMetadata().issuer,
      audience: config.clientId,
      clockTolerance: skewSeconds,
      maxTokenAge: longestLife,
      currentDate: new Date(now),
    });
    return readNotice(payload);
  } catch (cause) {
    return { refused: isOutage(cause) ? "identity_unavailable" : "sign_in_failed", cause };
  }
}

function readNotice(payload: JWTPayload): LogoutNotice {
  const { iss, sub, sid, jti, iat, exp } = logoutClaims.parse(payload);
  if (exp - iat > longestLife) throw new Error("the logout token is good for too long");
  if (sub === undefined && sid === undefined)
    throw new Error("the logout token names neither person nor session");
  return {
    issuer: iss,
    subject: sub ?? null,
    providerSession: sid ?? null,
    id: jti,
    expiresAt: Math.ceil(exp) + skewSeconds,
  };
}
