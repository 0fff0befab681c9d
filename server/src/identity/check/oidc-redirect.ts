import type { OidcConfig } from "../../config/identity.ts";
import { isRefusal } from "../../contract/index.ts";
import { connectOidc } from "../oidc.ts";
import { type Answer, ask } from "./ask.ts";
import { type Finding, failed, fine, unknown, warning } from "./finding.ts";
import { quoteProvider } from "./provider-words.ts";
import { whereToSet } from "./where-to-set.ts";

/** Where a request with `prompt=none` and without cookies leads to (OpenID Connect Core 1.0, section 3.1.2.6). */
type Way =
  | { readonly to: "us"; readonly error: string | null; readonly words: string }
  | { readonly to: "nowhere"; readonly why: string }
  | { readonly to: "unknown"; readonly why: string };

/** What a provider says to somebody who is not signed in there, or not well enough. */
const ordinary = [
  "login_required",
  "interaction_required",
  "consent_required",
  "account_selection_required",
  "unmet_authentication_requirements",
  "access_denied",
  "temporarily_unavailable",
];

/**
 * Whether Purser's own authorization request leads back to it; and whether one does that leads elsewhere, since an address
 * that nobody registered could be somebody else's (RFC 9700, section 4.1).
 */
export async function probeRedirect(
  config: OidcConfig,
  redirectUri: string,
  now: () => number,
): Promise<readonly Finding[]> {
  const [way, stray] = await Promise.all([
    tryWay(config, redirectUri, now),
    tryWay(config, `${redirectUri}/not-registered`, now),
  ]);
  const { redirectUri: place } = whereToSet(config);
  if (way.to === "nowhere")
    return [
      failed(
        "redirect URI",
        `It does not lead back to ${redirectUri} (${way.why}). That is not registered, or \`clientId\` is another.`,
        place,
      ),
    ];
  if (way.to === "unknown")
    return [
      unknown(
        "redirect URI",
        `Whether ${redirectUri} is registered cannot be told (${way.why}).`,
        place,
      ),
    ];
  const registered =
    stray.to === "us"
      ? warning(
          "redirect URI",
          `It leads back to ${redirectUri}, and to addresses that nobody registered as well.`,
          `Register it to the letter, without wildcards. ${place}`,
        )
      : fine("redirect URI", `${redirectUri} is registered.`);
  return way.error === null || ordinary.includes(way.error)
    ? [registered]
    : [
        registered,
        failed(
          "client",
          `It refuses Purser's sign-ins: ${way.words}.`,
          `What is asked for is \`scope\` (${config.scope ?? "openid profile email"}) and what \`authorization\` says.`,
        ),
      ];
}

async function tryWay(config: OidcConfig, redirectUri: string, now: () => number): Promise<Way> {
  const request = await connectOidc(config, redirectUri).begin({ fresh: false });
  if (isRefusal(request)) return { to: "unknown", why: "a sign-in could not be begun" };
  request.url.searchParams.set("prompt", "none");
  return readWay(await ask(request.url, now, "browser"), redirectUri, config);
}

function readWay(answer: Answer, redirectUri: string, config: OidcConfig): Way {
  if ("unreachable" in answer) return { to: "unknown", why: answer.unreachable };
  const { status, headers } = answer;
  const location = URL.parse(headers.get("location") ?? "", config.issuer);
  const leads = headers.has("location") && location !== null;
  if (leads && location.origin + location.pathname === redirectUri) {
    const error = location.searchParams.get("error");
    const words = quoteProvider(config, error, location.searchParams.get("error_description"));
    return { to: "us", error, words };
  }
  if (leads && /error/i.test(location.pathname))
    return { to: "nowhere", why: "it leads to an error page of its own" };
  if (!leads && status === 401)
    return { to: "unknown", why: "it wants somebody to be signed in there first" };
  if (!leads && status >= 400 && status < 500 && status !== 429)
    return { to: "nowhere", why: `it answers with status ${status}` };
  return {
    to: "unknown",
    why: leads ? `it leads to ${location.host} first` : `it answers with a page, status ${status}`,
  };
}
