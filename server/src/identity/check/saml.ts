import { X509Certificate } from "node:crypto";
import type { SamlConfig, SamlSecondFactor } from "../../config/saml.ts";
import type { SessionLimits } from "../../config/session-limits.ts";
import { ask } from "./ask.ts";
import { type Finding, failed, fine, unknown, warning } from "./finding.ts";
import { judgeClock } from "./judge-clock.ts";

/** Days before a certificate ends at which somebody should know. */
const notice = 30;
const day = 86_400_000;

/** Looks at a SAML provider as far as that goes without a person: its address, and every certificate's time. */
export async function checkSaml(
  config: SamlConfig,
  entityId: string,
  { uncheckedMinutes }: SessionLimits,
  now: () => number,
): Promise<readonly Finding[]> {
  const { provider, signing, decryption } = config;
  const answer = await ask(provider.signInUrl, now);
  const certificates = [
    ...provider.certificates.map((text, index) => ["provider's", text, index + 1] as const),
    ...(signing ? [["signing", signing.certificate, null] as const] : []),
    ...(decryption ? [["decryption", decryption.certificate, null] as const] : []),
  ];
  return [
    "unreachable" in answer
      ? failed(
          "discovery",
          `${provider.signInUrl} cannot be reached: ${answer.unreachable}.`,
          "Correct `provider.signInUrl`, or what is in the way.",
        )
      : fine("discovery", `The provider answers at ${provider.signInUrl}.`),
    ...("unreachable" in answer ? [] : [judgeClock(answer)]),
    entityId === provider.entityId
      ? failed(
          "entity id",
          "Purser and the provider have the same entity id.",
          "Give Purser one of its own, or leave `entityId` out.",
        )
      : fine("entity id", `The provider is ${provider.entityId}, and Purser ${entityId}.`),
    ...certificates.map(([whose, text, count]) =>
      judgeCertificate(`The ${whose} certificate${count === null ? "" : ` ${count}`}`, text, now()),
    ),
    judgeSecondFactor(config),
    warning(
      "leaving",
      `Whose account is closed is out within ${uncheckedMinutes} minutes: by this protocol, a provider cannot be asked.`,
      "Where that is too long, lower `limits.uncheckedMinutes`, or use OpenID Connect.",
    ),
  ];
}

function judgeSecondFactor({ secondFactor: rule }: SamlConfig): Finding {
  if (rule === undefined)
    return fine("second factor", "The provider proves none; people need a passkey.");
  return unknown(
    "second factor",
    `Whether ${proofsOf(rule).join(", ")} will prove one, only a sign-in tells: without the proof, people need a passkey.`,
  );
}

function proofsOf({ contexts = [], attributes = {} }: SamlSecondFactor): readonly string[] {
  return [...contexts, ...Object.values(attributes).flat()];
}

/** It verifies whatever its dates say; but providers stop using one that has ended. */
function judgeCertificate(name: string, text: string, now: number): Finding {
  const { validFromDate, validToDate } = new X509Certificate(text);
  const until = validToDate.toISOString().slice(0, 10);
  const renew =
    "Take the new one from the provider's metadata, beside the old one until it changes over.";
  if (now >= validToDate.getTime())
    return warning("certificate", `${name} has expired on ${until}.`, renew);
  if (now < validFromDate.getTime())
    return warning("certificate", `${name} is not valid yet.`, "See this machine's clock.");
  return validToDate.getTime() - now < notice * day
    ? warning("certificate", `${name} expires on ${until}.`, renew)
    : fine("certificate", `${name} is valid until ${until}.`);
}
