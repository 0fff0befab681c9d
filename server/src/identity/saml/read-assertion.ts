import type { SamlConfig } from "../../config/saml.ts";
import type { Identity } from "../identity.ts";
import { readText } from "../read-identity.ts";
import { readAttributes } from "./read-attributes.ts";
import { attribute, onlyChild, textOf, type XmlElement } from "./xml.ts";

/** Entra ID's word for groups that are too many to send (Microsoft identity platform, "SAML token claims reference"). */
const groupsLeftOut = "http://schemas.microsoft.com/claims/groups.link";
const transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";

/**
 * Who a judged assertion is about: the provider's entity id and the `NameID`, which has to stay the same from one sign-in
 * to the next (SAML Core, 2.2 and 8.3). Nothing is kept but what the config names. Throws where nobody is named so.
 */
export function readIdentity(assertion: XmlElement, config: SamlConfig): Identity {
  const { name = "name", email = "email", groups = "groups" } = config.attributes ?? {};
  const attributes = readAttributes(assertion);
  const one = (attributeName: string) => readText(attributes.get(attributeName)?.[0]);
  const subject = readSubject(assertion, config.provider.entityId);
  return {
    issuer: config.provider.entityId,
    subject,
    name: one(name) ?? one(email) ?? subject,
    email: one(email),
    groups: attributes.get(groups) ?? [],
    claims: Object.fromEntries(
      (config.claims ?? []).flatMap((claim) => {
        const values = attributes.get(claim);
        return values === undefined ? [] : [[claim, values]];
      }),
    ),
  };
}

/** Whether somebody has more groups than the provider says. */
export function hasGroupsLeftOut(assertion: XmlElement): boolean {
  return readAttributes(assertion).has(groupsLeftOut);
}

function readSubject(assertion: XmlElement, issuer: string): string {
  const nameId = onlyChild(onlyChild(assertion, "assertion", "Subject"), "assertion", "NameID");
  const subject = textOf(nameId);
  if (subject !== readText(subject)) throw new Error("the NameID is no name");
  if (attribute(nameId, "Format") === transient)
    throw new Error("the NameID is another one at each sign-in");
  // Names of somebody else's giving: the same one can be another person.
  if (![issuer, null].includes(attribute(nameId, "NameQualifier")))
    throw new Error(`the NameID is one of ${attribute(nameId, "NameQualifier")}`);
  return subject;
}
