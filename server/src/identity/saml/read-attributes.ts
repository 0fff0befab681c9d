import { attribute, childElements, childrenNamed, textOf, type XmlElement } from "./xml.ts";

/** Attributes of an assertion by name, with their values in order (SAML Core, 2.7.3). A value that is no text is left out. */
export function readAttributes(assertion: XmlElement): ReadonlyMap<string, readonly string[]> {
  const found = childrenNamed(assertion, "assertion", "AttributeStatement")
    .flatMap((statement) => childrenNamed(statement, "assertion", "Attribute"))
    .map((each) => [attribute(each, "Name") ?? "", readValues(each)] as const);
  const byName = Map.groupBy(found, ([name]) => name);
  return new Map(
    byName.entries().map(([name, entries]) => [name, entries.flatMap(([, values]) => values)]),
  );
}

function readValues(element: XmlElement): readonly string[] {
  return childrenNamed(element, "assertion", "AttributeValue")
    .filter((value) => childElements(value).length === 0)
    .map(textOf)
    .filter((value) => value !== "");
}
