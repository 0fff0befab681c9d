import { randomBytes } from "node:crypto";
import type { OidcConfig } from "../../config/identity.ts";
import type { SessionLimits } from "../../config/session-limits.ts";
import { type Finding, fine, unknown, warning } from "./finding.ts";
import { tryGrant } from "./oidc-client.ts";
import type { OidcMetadata } from "./oidc-metadata.ts";
import { whereToSet } from "./where-to-set.ts";

/** How soon somebody is out whose account the provider has closed: by its notice, by being asked, or by time. */
export async function judgeLeaving(
  config: OidcConfig,
  metadata: OidcMetadata,
  { recheckMinutes, uncheckedMinutes }: SessionLimits,
): Promise<readonly Finding[]> {
  const recheck = judgeScope(config, metadata) ?? (await probeRefresh(config));
  const logout = judgeLogout(config, metadata);
  const asked = `${recheckMinutes * 2} minutes`;
  const unasked = `${uncheckedMinutes} minutes`;
  const latest = {
    fine: asked,
    unknown: `${asked}, or ${unasked} if it gives no refresh token`,
    warning: unasked,
    failed: unasked,
  }[recheck.verdict];
  const soonest = logout.verdict === "fine" ? "5 seconds after its notice, and at the latest " : "";
  return [
    recheck,
    logout,
    fine("leaving", `Whose account is closed is out within ${soonest}${latest}.`),
  ];
}

/** What the metadata say against refresh tokens; null where nothing. */
function judgeScope(config: OidcConfig, metadata: OidcMetadata): Finding | null {
  const { grant_types_supported: grants, scopes_supported: scopes } = metadata;
  const place = whereToSet(config).refreshToken;
  const asks = (config.scope ?? "").split(" ").includes("offline_access");
  if (grants?.includes("refresh_token") === false)
    return warning(
      "recheck",
      "It gives no refresh tokens, so it cannot be asked who is still there.",
      place,
    );
  if (asks && scopes?.includes("offline_access") === false)
    return warning(
      "recheck",
      "It does not list the scope `offline_access`, which is asked for.",
      place,
    );
  if (!asks && scopes?.includes("offline_access") === true && !withoutScope.includes(config.preset))
    return warning(
      "recheck",
      "It is not asked for a refresh token, so it cannot be asked who is still there.",
      'Write `scope: "openid profile email offline_access"`.',
    );
  return null;
}

/** They give a refresh token without that scope, or by another parameter. */
const withoutScope: readonly OidcConfig["preset"][] = ["google", "keycloak"];

async function probeRefresh(config: OidcConfig): Promise<Finding> {
  const place = whereToSet(config).refreshToken;
  const answer = await tryGrant(config, "refresh_token", {
    refresh_token: randomBytes(24).toString("base64url"),
  });
  if ("silence" in answer)
    return unknown("recheck", "Whether it can be asked who is still there cannot be told.", place);
  if (answer.error === "invalid_client")
    return unknown("recheck", "It has to take Purser's credentials before more can be told.");
  if (answer.error === "invalid_grant")
    return fine("recheck", "It can be asked whether somebody is still there.");
  const isForbidden =
    ["unauthorized_client", "unsupported_grant_type"].includes(answer.error) ||
    /grant type/i.test(answer.words);
  return isForbidden
    ? warning(
        "recheck",
        `It gives this client no refresh tokens (${answer.words}), so it cannot be asked who is still there.`,
        place,
      )
    : unknown(
        "recheck",
        `Whether it can be asked who is still there cannot be told (${answer.words}).`,
        place,
      );
}

/** OpenID Connect Back-Channel Logout 1.0, section 2.1. */
function judgeLogout(config: OidcConfig, metadata: OidcMetadata): Finding {
  const place = whereToSet(config).logout;
  return metadata.backchannel_logout_supported === true
    ? {
        ...fine("logout", "It can tell Purser at once when somebody is signed out."),
        hint: `${place} It calls the address below by itself, so let its networks through \`perimeter\`.`,
      }
    : warning("logout", "It does not tell Purser when somebody is signed out.", place);
}
