import type { SamlConfig, SamlSecondFactor } from "../../config/saml.ts";
import type { Authentication } from "../authentication.ts";
import { skewSeconds } from "../clock-skew.ts";
import { instant } from "./instant.ts";
import { readAttributes } from "./read-attributes.ts";
import { attribute, childrenNamed, onlyChild, textOf, type XmlElement } from "./xml.ts";

/**
 * How and when the person proved who they are (SAML Core, 2.7.2). A second factor is proven by what the config names, to
 * the letter, and by nothing else; most providers say `PasswordProtectedTransport` whatever happened.
 * `now` in seconds since 1970. Throws where the provider says that it is over already.
 */
export function readAuthentication(
  assertion: XmlElement,
  { secondFactor, freshness }: Pick<SamlConfig, "secondFactor" | "freshness">,
  now: number,
): Omit<Authentication, "identity" | "refreshToken"> {
  const statement = onlyChild(assertion, "assertion", "AuthnStatement");
  const authenticatedAt = instant(statement, "AuthnInstant");
  if (authenticatedAt > now + skewSeconds) throw new Error("authenticated in the future");
  if (
    statement.hasAttribute("SessionNotOnOrAfter") &&
    now >= instant(statement, "SessionNotOnOrAfter") + skewSeconds
  )
    throw new Error("the provider's session has ended");

  const [reference] = childrenNamed(
    onlyChild(statement, "assertion", "AuthnContext"),
    "assertion",
    "AuthnContextClassRef",
  );
  const context = reference === undefined ? null : textOf(reference).trim();
  const proofs = readProofs(assertion, secondFactor?.attributes);
  return {
    secondFactor: (secondFactor?.contexts ?? []).includes(context ?? "") || proofs.length > 0,
    authenticatedAt: freshness === "unknown" ? null : authenticatedAt,
    evidence: {
      AuthnContextClassRef: context,
      AuthnInstant: attribute(statement, "AuthnInstant"),
      ...Object.fromEntries(proofs),
    },
    providerSession: attribute(statement, "SessionIndex"),
  };
}

/** Attributes that prove a second factor, with what of them does. */
function readProofs(assertion: XmlElement, wanted: SamlSecondFactor["attributes"] = {}) {
  const attributes = readAttributes(assertion);
  return Object.entries(wanted).flatMap(([name, accepted]) => {
    const proof = attributes.get(name)?.find((value) => [accepted].flat().includes(value));
    return proof === undefined ? [] : [[name, proof] as const];
  });
}
