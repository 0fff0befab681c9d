import * as z from "zod";
import type { OidcConfig } from "../../config/identity.ts";
import { isLoopback } from "../../config/loopback.ts";
import { ask } from "./ask.ts";
import { type Finding, failed, fine, warning } from "./finding.ts";
import { judgeClock } from "./judge-clock.ts";

const texts = z.array(z.string()).optional();

/** Of OpenID Connect Discovery 1.0, section 3, and RFC 8414, section 2, what is looked at here. */
const metadataSchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  scopes_supported: texts,
  claims_supported: texts,
  acr_values_supported: texts,
  grant_types_supported: texts,
  id_token_signing_alg_values_supported: texts,
  code_challenge_methods_supported: texts,
  prompt_values_supported: texts,
  token_endpoint_auth_methods_supported: texts,
  token_endpoint_auth_signing_alg_values_supported: texts,
  claims_parameter_supported: z.boolean().optional(),
  backchannel_logout_supported: z.boolean().optional(),
});

export type OidcMetadata = z.infer<typeof metadataSchema>;

/** Reads the provider's description of itself; the metadata are null where nothing further can be looked at. */
export async function readOidcMetadata(
  config: OidcConfig,
  now: () => number,
): Promise<{ readonly metadata: OidcMetadata | null; readonly findings: readonly Finding[] }> {
  const address = `${config.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const answer = await ask(address, now);
  const metadata = "unreachable" in answer ? null : parse(answer.text);
  if ("unreachable" in answer || answer.status !== 200 || metadata === null) {
    const why =
      "unreachable" in answer
        ? answer.unreachable
        : answer.status === 200
          ? "what is there does not describe an OpenID provider"
          : `the answer has status ${answer.status}`;
    const hint =
      "Open that address yourself, from the machine that Purser runs on, and correct `issuer` or what is in the way.";
    return {
      metadata: null,
      findings: [failed("discovery", `${address} cannot be read: ${why}.`, hint)],
    };
  }
  const isIssuer = URL.parse(metadata.issuer)?.href === new URL(config.issuer).href;
  return {
    metadata: isIssuer ? metadata : null,
    findings: [
      fine("discovery", `The provider describes itself at ${address}.`),
      isIssuer
        ? fine("issuer", `It calls itself ${metadata.issuer}, as the config does.`)
        : failed(
            "issuer",
            `It calls itself ${metadata.issuer}, and the config ${config.issuer}.`,
            "Write it as the provider does, to the letter; or it is another provider.",
          ),
      judgeTls(metadata, config),
      judgeClock(answer),
    ],
  };
}

function parse(text: string): OidcMetadata | null {
  try {
    return metadataSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function judgeTls(metadata: OidcMetadata, { issuer, allowInsecureIssuer }: OidcConfig): Finding {
  const { authorization_endpoint, token_endpoint, jwks_uri } = metadata;
  const open = [issuer, authorization_endpoint, token_endpoint, jwks_uri]
    .map((address) => URL.parse(address))
    .filter((url) => url?.protocol !== "https:");
  if (open.length === 0)
    return fine("tls", "Its addresses are https, with a certificate that this machine trusts.");
  return allowInsecureIssuer === true && open.every((url) => url && isLoopback(url.hostname))
    ? warning("tls", "It is spoken to in clear.", "Only for development: it is on this machine.")
    : failed(
        "tls",
        "Some of its addresses are not https.",
        "Correct the provider's own address (its `issuer`, or what is in front of it).",
      );
}
