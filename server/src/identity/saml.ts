import type { SamlConfig } from "../config/saml.ts";
import type { UsedOnce } from "./claim-once.ts";
import { skewSeconds } from "./clock-skew.ts";
import type { IdentityProvider, SignInSecrets } from "./provider.ts";
import { judgeAssertion } from "./saml/judge-assertion.ts";
import { hasGroupsLeftOut, readIdentity } from "./saml/read-assertion.ts";
import { readAuthentication } from "./saml/read-authentication.ts";
import { entityIdOf, requestSignIn, type SamlUrls } from "./saml/request.ts";
import { readResponse } from "./saml/response.ts";

export interface SamlDesk {
  /** Whether this is the first use; `expiresAt`, in seconds since 1970, is when it could not be used again anyway. */
  readonly claimOnce: (kind: UsedOnce, id: string, expiresAt: number) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * A SAML 2.0 provider: Web Browser SSO begun by us, request by redirect, answer by form, the assertion signed (SAML
 * Profiles, 4.1). Which request an answer belongs to is kept by the browser's sealed attempt, so no process has to
 * remember one; that an assertion is used once, by the ledger.
 */
export function connectSaml(config: SamlConfig, urls: SamlUrls, desk: SamlDesk): IdentityProvider {
  const issuer = config.provider.entityId;
  const readAnswer = async (answer: URLSearchParams, secrets: SignInSecrets) => {
    const now = desk.now() / 1000;
    const expected = {
      issuer,
      certificates: config.provider.certificates,
      recipient: urls.acs,
      request: secrets.request ?? "",
      audience: entityIdOf(config, urls),
      decryptionKey: config.decryption?.key,
      now,
    };
    const assertion = await readResponse(takeResponse(answer, secrets), expected);
    return {
      judged: judgeAssertion(assertion, expected),
      hasAllGroups: !hasGroupsLeftOut(assertion),
      authentication: {
        identity: readIdentity(assertion, config),
        ...readAuthentication(assertion, config, now),
        refreshToken: null,
      },
    };
  };

  return {
    answersBy: "form",
    begin: async ({ fresh }) =>
      fresh && config.freshness === "unknown"
        ? { refused: "not_fresh", cause: "the provider does not tell when it last asked" }
        : requestSignIn(config, urls, fresh, desk.now()),
    finish: async (answer, secrets, { fresh }) => {
      let read: Awaited<ReturnType<typeof readAnswer>>;
      try {
        read = await readAnswer(answer, secrets);
      } catch (cause) {
        return { refused: "sign_in_failed", cause };
      }
      const { id, expiresAt } = read.judged;
      if (!(await desk.claimOnce("assertion", `${issuer} ${id}`, expiresAt)))
        return { refused: "sign_in_failed", cause: "the assertion was used before" };
      if (!read.hasAllGroups)
        return { refused: "too_many_groups", cause: "the provider sent a link to the groups" };
      const authenticatedAt = read.authentication.authenticatedAt ?? 0;
      const isFresh = authenticatedAt >= Number(secrets.begun) - skewSeconds;
      if (fresh && !isFresh) return { refused: "not_fresh", cause: read.authentication.evidence };
      return read.authentication;
    },
    recheck: null,
    readLogoutToken: null,
    findLogout: async () => null,
  };
}

/** The form's one response, if it came back with what only the browser that began this sign-in was given. */
function takeResponse(answer: URLSearchParams, { relayState }: SignInSecrets): string {
  const [response, ...others] = answer.getAll("SAMLResponse");
  if (response === undefined || others.length > 0) throw new Error("not one SAMLResponse");
  if (answer.get("RelayState") !== relayState) throw new Error("another RelayState");
  return response;
}
