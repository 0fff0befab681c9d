import type { AssuranceRule, OidcConfig } from "../../config/identity.ts";
import { defaultGroups } from "../read-identity.ts";
import { type Finding, failed, fine, unknown, warning } from "./finding.ts";
import type { OidcMetadata } from "./oidc-metadata.ts";
import { whereToSet } from "./where-to-set.ts";

/** Whether the id token can be expected to hold what the config reads in it. Providers need not list their claims. */
export function judgeClaims(config: OidcConfig, metadata: OidcMetadata): readonly Finding[] {
  return [
    judgePkce(metadata),
    judgeSecondFactor(config, metadata),
    judgeFreshness(config, metadata),
    judgeGroups(config, metadata),
    ...judgeOthers(config, metadata),
  ];
}

/** RFC 7636; RFC 8414, section 2. */
function judgePkce({ code_challenge_methods_supported: listed }: OidcMetadata): Finding {
  if (listed === undefined)
    return unknown("pkce", "It does not say whether it knows PKCE. Purser uses it in any case.");
  return listed.includes("S256")
    ? fine("pkce", "It knows PKCE with S256.")
    : failed(
        "pkce",
        "It does not know PKCE with S256, so a code that somebody catches could be redeemed.",
        "Turn it on, or update the provider.",
      );
}

function judgeSecondFactor(config: OidcConfig, metadata: OidcMetadata): Finding {
  const { secondFactor: rule, authorization = {} } = config;
  const { secondFactor: place } = whereToSet(config);
  if (rule === undefined)
    return fine("second factor", "The provider proves none; people need a passkey.");
  const { acr_values_supported: levels, claims_parameter_supported: takesClaims } = metadata;
  const wanted = [rule.required?.acr ?? [], authorization.acr_values?.split(" ") ?? []].flat(2);
  if (wanted.length > 0 && levels !== undefined && !wanted.some((acr) => levels.includes(acr)))
    return warning(
      "second factor",
      `It does not list any of ${wanted.join(", ")} among its levels (${levels.join(", ") || "none"}), so it may ignore what it is asked for.`,
      place,
    );
  if (authorization.claims !== undefined && takesClaims === false)
    return warning(
      "second factor",
      "It says that it ignores the parameter `claims`, by which the second factor is asked for.",
      place,
    );
  const missing = unlisted(namesIn(rule), metadata);
  return missing.length === 0 && wanted.length > 0 && levels !== undefined
    ? fine("second factor", "It has the levels and claims that the rule wants.")
    : unknown(
        "second factor",
        `Whether ${namesIn(rule).join(", ")} will prove one, only a sign-in tells: without the proof, people need a passkey.`,
        place,
      );
}

function judgeFreshness(config: OidcConfig, metadata: OidcMetadata): Finding {
  const { freshness = "forced" } = config;
  if (freshness === "unknown")
    return fine("freshness", "The provider is not asked for fresh proofs; a passkey gives them.");
  if (freshness === "forced" && metadata.prompt_values_supported?.includes("login") === false)
    return warning(
      "freshness",
      "It does not list `login` among the prompts it knows, so it may not ask again.",
      'Set `freshness: "read"`: then a passkey proves it.',
    );
  return unlisted(["auth_time"], metadata).length === 0
    ? fine("freshness", "It tells when somebody last proved who they are (`auth_time`).")
    : unknown(
        "freshness",
        "Whether it tells when somebody last proved who they are (`auth_time`), only a sign-in tells.",
      );
}

function judgeGroups(config: OidcConfig, metadata: OidcMetadata): Finding {
  const { preset, groupsClaim = defaultGroups, members } = config;
  const { groups: place } = whereToSet(config);
  if (members !== undefined) return fine("groups", "The config says who is in which group.");
  if (preset === "google" || (preset === "auth0" && groupsClaim === defaultGroups))
    return failed(
      "groups",
      "It never tells the groups like that, so nobody would have a role.",
      place,
    );
  return unlisted([groupsClaim], metadata).length === 0
    ? fine("groups", `It lists the claim \`${groupsClaim}\`.`)
    : unknown(
        "groups",
        `It does not list the claim \`${groupsClaim}\`, which need not mean anything.`,
        place,
      );
}

function* judgeOthers(config: OidcConfig, metadata: OidcMetadata): Generator<Finding> {
  const missing = unlisted([...namesIn(config.demanded), ...(config.claims ?? [])], metadata);
  if (missing.length > 0)
    yield unknown(
      "claims",
      `It does not list ${missing.join(", ")}, which need not mean anything.`,
      "Without those of `demanded` nobody gets in; without those of `claims`, row rules that need them show nothing.",
    );
}

function namesIn(rule: AssuranceRule | undefined): readonly string[] {
  return Object.keys({ ...rule?.required, ...rule?.included });
}

/** Claims whose name, or the beginning of whose path, the provider does not list. */
function unlisted(
  paths: readonly string[],
  { claims_supported: listed = [] }: OidcMetadata,
): readonly string[] {
  return paths.filter(
    (path) => !listed.includes(path) && !listed.includes(path.split(".")[0] ?? ""),
  );
}
