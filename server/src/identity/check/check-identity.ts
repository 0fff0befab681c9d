import type { PurserConfig } from "../../config/config.ts";
import type { OidcConfig } from "../../config/identity.ts";
import type { SamlConfig } from "../../config/saml.ts";
import { type SessionLimits, sessionLimits } from "../../config/session-limits.ts";
import type { Finding } from "./finding.ts";
import { checkOidc } from "./oidc.ts";
import { checkSaml } from "./saml.ts";

/** What was found, and what the provider's administrator has to register. */
export interface IdentityReport {
  readonly findings: readonly Finding[];
  readonly addresses: readonly Address[];
}

interface Address {
  readonly name: string;
  readonly url: string;
}

/** Where Purser answers, as paths under the config's `origin`. */
interface IdentityPaths {
  readonly callback: string;
  readonly samlCallback: string;
  readonly backChannelLogout: string;
  readonly samlMetadata: string;
}

/** Looks at the configured identity provider as far as that goes without a person. Nothing is changed there. */
export async function checkIdentity(
  { origin, identity, ...config }: Pick<PurserConfig, "origin" | "identity" | "limits">,
  paths: IdentityPaths,
  now: () => number,
): Promise<IdentityReport> {
  const limits = sessionLimits(config.limits);
  const at = (path: string) => new URL(path, origin).href;
  return identity.kind === "oidc"
    ? reportOidc(identity, at(paths.callback), at(paths.backChannelLogout), limits, now)
    : reportSaml(identity, at(paths.samlCallback), at(paths.samlMetadata), limits, now);
}

async function reportOidc(
  config: OidcConfig,
  redirectUri: string,
  logoutUri: string,
  limits: SessionLimits,
  now: () => number,
): Promise<IdentityReport> {
  const findings = await checkOidc(config, redirectUri, limits, now);
  const isTold = findings.some(
    ({ subject, verdict }) => subject === "logout" && verdict === "fine",
  );
  return {
    findings,
    addresses: [
      { name: "Redirect URI", url: redirectUri },
      ...(isTold ? [{ name: "Back-channel logout URI", url: logoutUri }] : []),
    ],
  };
}

async function reportSaml(
  config: SamlConfig,
  assertionConsumer: string,
  metadata: string,
  limits: SessionLimits,
  now: () => number,
): Promise<IdentityReport> {
  const entityId = config.entityId ?? metadata;
  return {
    findings: await checkSaml(config, entityId, limits, now),
    addresses: [
      { name: "Entity id", url: entityId },
      { name: "Assertion consumer service (HTTP-POST)", url: assertionConsumer },
      { name: "Metadata", url: metadata },
    ],
  };
}
