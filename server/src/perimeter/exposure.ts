import type { PurserConfig } from "../config/config.ts";
import { isLoopback } from "../config/loopback.ts";
import { isWalled, missingPerimeter } from "../config/perimeter.ts";
import type { ConfigProblem } from "../config/problem.ts";
import { addressOfProvider } from "../config/provider-name.ts";

/** What decides whether Purser may be reached from other machines. */
export interface Exposure {
  readonly config: Pick<PurserConfig, "origin" | "identity" | "perimeter">;
  /** Whether the database login may do anything. */
  readonly isSuperuser: boolean;
}

/** Everything that stands against listening there; nothing where only this machine can come (THREATS P4). */
export function checkExposure(host: string, exposure: Exposure): readonly ConfigProblem[] {
  return isLoopback(host) ? [] : [...listDangers(host, exposure)];
}

function* listDangers(
  host: string,
  { config: { origin, identity, perimeter = {} }, isSuperuser }: Exposure,
): Generator<ConfigProblem> {
  const { trustedProxies, tls } = perimeter;
  if (!isWalled(perimeter))
    yield missingPerimeter(
      `On ${host === "" ? "every address" : host}, Purser could be reached from other machines, and nothing says from which.`,
    );
  if (isLoopback(addressOfProvider(identity).hostname))
    yield {
      id: "demo_identity_provider",
      path: identity.kind === "saml" ? "identity.provider.signInUrl" : "identity.issuer",
      message:
        "This identity provider is on this machine, as the one is that asks for no password.",
      hint: "Use the company's identity provider.",
    };
  const isBehindTls = trustedProxies !== undefined && origin.startsWith("https:");
  if (!tls && !isBehindTls && perimeter.dangerouslyServeWithoutTls !== true)
    yield {
      id: "no_tls",
      path: "perimeter.tls",
      message: "Sessions and personal data would cross the network in clear.",
      hint: "Give `perimeter.tls`, or an https `origin` and, in `perimeter.trustedProxies`, the proxy that ends TLS.",
    };
  if (isSuperuser)
    yield {
      id: "superuser_login",
      path: "database.url",
      message: "This login is a superuser, to whom no rule of the database applies.",
      hint: "Give Purser a login of its own; `purser migrate` makes it.",
    };
}
