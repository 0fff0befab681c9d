import type { OidcConfig } from "../config/config.ts";
import type { Identity } from "./identity.ts";

interface Claims {
  readonly [claim: string]: unknown;
}

/**
 * The identity in the claims of a validated id_token (OpenID Connect Core 1.0, section 2 and 5.1).
 * No claim is kept beyond those that the config names: a session is a row of an append-only log, so what is not used
 * must not get there.
 */
export function readIdentity(
  claims: Claims & { readonly iss: string; readonly sub: string },
  { groupsClaim = "groups", claims: kept = [] }: Pick<OidcConfig, "groupsClaim" | "claims">,
): Identity {
  const email = claims.email_verified === false ? null : readText(claims.email);
  return {
    issuer: claims.iss,
    subject: claims.sub,
    name: readText(claims.name) ?? readText(claims.preferred_username) ?? email ?? claims.sub,
    email,
    groups: readGroups(claims, groupsClaim),
    claims: Object.fromEntries(
      kept.flatMap((path) => {
        const value = readPath(claims, path);
        return value === undefined ? [] : [[path, value]];
      }),
    ),
  };
}

/**
 * The groups under a claim's name or, where no claim has that name, at its path: `groups`, `realm_access.roles`,
 * `https://example.com/groups`. Anything but an array of strings is no group at all.
 */
export function readGroups(claims: Claims, path: string): readonly string[] {
  const found = readPath(claims, path);
  return Array.isArray(found) && found.every((group) => typeof group === "string") ? found : [];
}

function readPath(claims: Claims, path: string): unknown {
  return Object.hasOwn(claims, path)
    ? claims[path]
    : path
        .split(".")
        .reduce<unknown>(
          (value, name) =>
            isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined,
          claims,
        );
}

/** Control characters are nobody's name, and PostgreSQL's text cannot hold all of them. */
function readText(value: unknown): string | null {
  if (typeof value !== "string") return null;
  return (
    value
      .toWellFormed()
      .replaceAll(/\p{Cc}/gu, " ")
      .trim() || null
  );
}

function isObject(value: unknown): value is Claims {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
