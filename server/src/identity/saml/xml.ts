import { parseDomFromString } from "@node-saml/node-saml/lib/xml.js";

/** As much of the DOM as reading takes. */
export interface XmlElement {
  readonly nodeType: number;
  readonly namespaceURI: string | null;
  readonly localName: string | null;
  readonly childNodes: ArrayLike<XmlElement>;
  readonly textContent: string | null;
  getAttribute(name: string): string;
  hasAttribute(name: string): boolean;
  toString(): string;
}

export const namespaces = {
  protocol: "urn:oasis:names:tc:SAML:2.0:protocol",
  assertion: "urn:oasis:names:tc:SAML:2.0:assertion",
  metadata: "urn:oasis:names:tc:SAML:2.0:metadata",
  signature: "http://www.w3.org/2000/09/xmldsig#",
} as const;

type Namespace = keyof typeof namespaces;

/**
 * The root of a document. A document type is refused before anything is parsed (XXE, entity expansion), whatever the
 * parser would make of it.
 */
export async function parseXml(text: string): Promise<XmlElement> {
  if (/<!(?!--)/.test(text)) throw new Error("a document type or CDATA section");
  const { documentElement }: { readonly documentElement: XmlElement | null } =
    await parseDomFromString(text);
  if (documentElement === null) throw new Error("a document without an element");
  return documentElement;
}

export function isNamed(element: XmlElement, namespace: Namespace, name: string): boolean {
  return element.namespaceURI === namespaces[namespace] && element.localName === name;
}

export function childElements(element: XmlElement): readonly XmlElement[] {
  return Array.from(element.childNodes).filter(({ nodeType }) => nodeType === 1);
}

export function childrenNamed(
  element: XmlElement,
  namespace: Namespace,
  name: string,
): readonly XmlElement[] {
  return childElements(element).filter((child) => isNamed(child, namespace, name));
}

/** The one child of that name. Throws where there is none, or where one would have to choose. */
export function onlyChild(element: XmlElement, namespace: Namespace, name: string): XmlElement {
  const [child, ...others] = childrenNamed(element, namespace, name);
  if (child === undefined || others.length > 0)
    throw new Error(
      `${others.length === 0 ? "no" : "more than one"} ${name} in ${element.localName}`,
    );
  return child;
}

/** An element and all within it, in the document's order. */
export function* walk(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of childElements(element)) yield* walk(child);
}

/** An attribute's value; null where there is none. */
export function attribute(element: XmlElement, name: string): string | null {
  return element.hasAttribute(name) ? element.getAttribute(name) : null;
}

/** An element's whole text, read across comments, so that none can cut it short (CVE-2018-0489). */
export function textOf(element: XmlElement): string {
  if (childElements(element).length > 0) throw new Error(`elements in ${element.localName}`);
  return element.textContent ?? "";
}
