import { attribute, type XmlElement } from "./xml.ts";

/** A point in time, in seconds since 1970, that an attribute has to give; never in a zone left open (SAML Core, 1.3.3). */
export function instant(element: XmlElement, name: string): number {
  const text = attribute(element, name) ?? "";
  const time = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw new Error(`${name} of ${element.localName} is no time: ${text}`);
  return time / 1000;
}
