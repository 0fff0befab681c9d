import { skewSeconds } from "../clock-skew.ts";
import { instant } from "./instant.ts";
import {
  attribute,
  childElements,
  childrenNamed,
  isNamed,
  onlyChild,
  textOf,
  type XmlElement,
} from "./xml.ts";

const bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";

/** Who has to have said it, to whom, in answer to what, and when it is now (seconds since 1970). */
export interface ExpectedAssertion {
  readonly issuer: string;
  /** Our entity id. */
  readonly audience: string;
  readonly recipient: string;
  readonly request: string;
  readonly now: number;
}

/** What an assertion is known by, and until when it could be used, in seconds since 1970. */
export interface JudgedAssertion {
  readonly id: string;
  readonly expiresAt: number;
}

/**
 * Throws unless a signed assertion is the provider's, for us, for this request and for now (SAML Core, 2.3 to 2.5; SAML
 * Profiles, 4.1.4).
 */
export function judgeAssertion(
  assertion: XmlElement,
  expected: ExpectedAssertion,
): JudgedAssertion {
  if (attribute(assertion, "Version") !== "2.0") throw new Error("not a SAML 2.0 assertion");
  const issuer = textOf(onlyChild(assertion, "assertion", "Issuer"));
  if (issuer !== expected.issuer) throw new Error(`issuer is ${issuer}`);
  if (instant(assertion, "IssueInstant") > expected.now + skewSeconds)
    throw new Error("issued in the future");

  const confirmedUntil = judgeConfirmation(
    onlyChild(onlyChild(assertion, "assertion", "Subject"), "assertion", "SubjectConfirmation"),
    expected,
  );
  const validUntil = judgeConditions(onlyChild(assertion, "assertion", "Conditions"), expected);
  return {
    id: attribute(assertion, "ID") ?? "",
    expiresAt: Math.min(confirmedUntil, validUntil) + skewSeconds,
  };
}

/** Whoever brings it is the subject, if they bring it here, now, and because we asked. */
function judgeConfirmation(
  confirmation: XmlElement,
  { recipient, request, now }: ExpectedAssertion,
): number {
  if (attribute(confirmation, "Method") !== bearer) throw new Error("not a bearer assertion");
  const data = onlyChild(confirmation, "assertion", "SubjectConfirmationData");
  if (attribute(data, "Recipient") !== recipient)
    throw new Error(`recipient is ${attribute(data, "Recipient")}`);
  if (attribute(data, "InResponseTo") !== request)
    throw new Error("the assertion answers another request, or none");
  return judgePeriod(data, now);
}

function judgeConditions(conditions: XmlElement, { audience, now }: ExpectedAssertion): number {
  const restrictions = childrenNamed(conditions, "assertion", "AudienceRestriction");
  if (restrictions.length === 0) throw new Error("the assertion is for anybody");
  for (const restriction of restrictions) {
    const audiences = childrenNamed(restriction, "assertion", "Audience").map(textOf);
    if (!audiences.includes(audience)) throw new Error(`audience is ${audiences.join(" ")}`);
  }
  // Every assertion is used once here, and none is passed on. A condition nobody knows leaves it open whether it holds.
  const known = ["AudienceRestriction", "OneTimeUse", "ProxyRestriction"];
  for (const condition of childElements(conditions))
    if (!known.some((name) => isNamed(condition, "assertion", name)))
      throw new Error(`condition ${condition.localName} is not known here`);
  return judgePeriod(conditions, now);
}

/** Its end, in seconds since 1970, which has to be given. */
function judgePeriod(element: XmlElement, now: number): number {
  const end = instant(element, "NotOnOrAfter");
  if (now >= end + skewSeconds) throw new Error(`${element.localName} has expired`);
  if (element.hasAttribute("NotBefore") && now < instant(element, "NotBefore") - skewSeconds)
    throw new Error(`${element.localName} is not valid yet`);
  return end;
}
