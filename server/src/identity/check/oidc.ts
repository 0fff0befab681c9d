import type { OidcConfig } from "../../config/identity.ts";
import type { SessionLimits } from "../../config/session-limits.ts";
import type { Finding } from "./finding.ts";
import { judgeClaims } from "./oidc-claims.ts";
import { judgeMethod, probeCredentials } from "./oidc-client.ts";
import { judgeKeys } from "./oidc-keys.ts";
import { judgeLeaving } from "./oidc-leaving.ts";
import { readOidcMetadata } from "./oidc-metadata.ts";
import { probeRedirect } from "./oidc-redirect.ts";

/** Looks at an OpenID provider as far as that goes without a person: what it says of itself, and to us. */
export async function checkOidc(
  config: OidcConfig,
  redirectUri: string,
  limits: SessionLimits,
  now: () => number,
): Promise<readonly Finding[]> {
  const { metadata, findings } = await readOidcMetadata(config, now);
  if (metadata === null) return findings;
  const [keys, credentials, redirect, leaving] = await Promise.all([
    judgeKeys(metadata, now),
    probeCredentials(config, redirectUri),
    probeRedirect(config, redirectUri, now),
    judgeLeaving(config, metadata, limits),
  ]);
  return [
    ...findings,
    keys,
    judgeMethod(config, metadata),
    ...credentials,
    ...redirect,
    ...judgeClaims(config, metadata),
    ...leaving,
  ];
}
