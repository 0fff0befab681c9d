import * as client from "openid-client";
import type { OidcConfig } from "../../config/identity.ts";
import { type Claims, readPath } from "../claims.ts";
import type { Recheck } from "../provider.ts";
import { defaultGroups, groupsOf, lacksGroups, readGroups } from "../read-identity.ts";
import type { FoundProvider } from "./find-provider.ts";
import { isOutage } from "./outage.ts";
import { packRenewal, unpackRenewal } from "./renewal.ts";
import { verifySignature } from "./verify-signature.ts";

/**
 * What a token endpoint says of a grant that is over, or whose holder has to come back in person (RFC 6749, section 5.2;
 * OpenID Connect Core 1.0, section 3.1.2.6). The others are about this client, and nobody's fault who is signed in.
 */
const over = [
  "invalid_grant",
  "access_denied",
  "interaction_required",
  "login_required",
  "consent_required",
  "mfa_required",
];

/** Asks by a refresh grant (RFC 6749, section 6). How well it is known who they are never comes from there. */
export async function recheck(
  find: () => Promise<FoundProvider>,
  config: OidcConfig,
  packed: string,
): Promise<Recheck> {
  try {
    const { subject, token } = unpackRenewal(packed);
    const provider = await find();
    const tokens = await client.refreshTokenGrant(provider.configuration, token);
    const claims = tokens.claims();
    if (tokens.id_token !== undefined) await verifySignature(provider, tokens.id_token);
    // OpenID Connect Core 1.0, section 12.2; the issuer was compared with the others.
    if (claims !== undefined && claims.sub !== subject)
      return { state: "gone", cause: "the answer is about somebody else" };
    return {
      state: "here",
      groups: readCurrentGroups(subject, claims ?? {}, config),
      refreshToken: packRenewal(subject, tokens.refresh_token ?? token),
    };
  } catch (cause) {
    return { state: isGone(cause) ? "gone" : "unknown", cause };
  }
}

/** Null where neither the answer nor the config tells: many providers leave the claim out of a refreshed token. */
function readCurrentGroups(
  subject: string,
  claims: Claims,
  { groupsClaim = defaultGroups, members }: OidcConfig,
): readonly string[] | null {
  const isSilent = readPath(claims, groupsClaim) === undefined && members === undefined;
  if (isSilent || lacksGroups(claims, groupsClaim)) return null;
  return [...readGroups(claims, groupsClaim), ...groupsOf(subject, members ?? {})];
}

/** Anything that is not clearly about this person is nobody's end: a broken provider would sign everybody out. */
function isGone(cause: unknown): boolean {
  if (cause instanceof client.ResponseBodyError)
    return !isOutage(cause) && over.includes(cause.error);
  // Of another issuer, or for another client.
  return cause instanceof client.ClientError && cause.code === "OAUTH_JWT_CLAIM_COMPARISON_FAILED";
}
