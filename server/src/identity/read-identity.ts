import type { OidcConfig } from "../config/identity.ts";
import { type Claims, isObject, isTexts, readPath } from "./claims.ts";
import type { Identity } from "./identity.ts";

/**
 * The identity in the claims of a validated id_token (OpenID Connect Core 1.0, section 2 and 5.1).
 * No claim is kept beyond those that the config names: a session is a row of an append-only log, so what is not used
 * must not get there.
 */
export function readIdentity(
  claims: Claims & { readonly iss: string; readonly sub: string },
  {
    groupsClaim = defaultGroups,
    members = {},
    claims: kept = [],
  }: Pick<OidcConfig, "groupsClaim" | "members" | "claims">,
): Identity {
  const email = isRefuted(claims.email_verified) ? null : readText(claims.email);
  return {
    issuer: claims.iss,
    subject: claims.sub,
    name: readText(claims.name) ?? readText(claims.preferred_username) ?? email ?? claims.sub,
    email,
    groups: [...readGroups(claims, groupsClaim), ...groupsOf(claims.sub, members)],
    claims: Object.fromEntries(
      kept.flatMap((path) => {
        const value = readPath(claims, path);
        return value === undefined ? [] : [[path, value]];
      }),
    ),
  };
}

export const defaultGroups = "groups";

/** The groups at a claim's path. Anything but an array of strings is no group at all. */
export function readGroups(claims: Claims, path: string): readonly string[] {
  const found = readPath(claims, path);
  return isTexts(found) ? found : [];
}

/**
 * Whether the provider has left the groups out because there are too many, and says where to ask for them instead
 * (Microsoft identity platform, "Groups overage claim"; OpenID Connect Core 1.0, section 5.6.2). Whoever took that for
 * no groups would refuse, or demote, those who are in most.
 */
export function lacksGroups(claims: Claims, path: string = defaultGroups): boolean {
  const elsewhere = claims._claim_names;
  const [claim = path] = Object.hasOwn(claims, path) ? [path] : path.split(".");
  return (
    (isObject(elsewhere) && (Object.hasOwn(elsewhere, claim) || Object.hasOwn(elsewhere, path))) ||
    (claim === "groups" && (claims.hasgroups ?? false) !== false)
  );
}

/** Those that the config puts somebody into, by the one claim that is never given to somebody else. */
export function groupsOf(
  subject: string,
  members: NonNullable<OidcConfig["members"]>,
): readonly string[] {
  return Object.keys(members).filter((group) => members[group]?.includes(subject));
}

/**
 * Google, Keycloak and Auth0, where people write their address themselves, always say whether it is verified; it is not
 * unless they say yes, as text (Amazon Cognito) or not. Entra and Okta say nothing: there it is the directory's. Nobody is
 * recognised by it either way.
 */
function isRefuted(verified: unknown): boolean {
  return verified !== undefined && verified !== true && verified !== "true";
}

/** Control characters are nobody's name, and PostgreSQL's text cannot hold all of them. */
export function readText(value: unknown): string | null {
  if (typeof value !== "string") return null;
  return (
    value
      .toWellFormed()
      .replaceAll(/\p{Cc}/gu, " ")
      .trim() || null
  );
}
