import { getVerifiedXml } from "@node-saml/node-saml/lib/xml.js";
import { attribute, isNamed, onlyChild, parseXml, walk, type XmlElement } from "./xml.ts";

const exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";

/** What of the algorithms may be named where; each has to be named, and none is SHA-1 or an HMAC. */
const allowed: { readonly [element: string]: readonly string[] } = {
  CanonicalizationMethod: [exclusive],
  SignatureMethod: [
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
    "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1",
  ],
  DigestMethod: [
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/04/xmlenc#sha512",
  ],
};

const transforms = ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", exclusive];

/**
 * An element as it was signed, parsed anew from the very bytes that the signature covers: whatever else the document
 * says is not read (CVE-2025-54369). `text` is the document that `element` was parsed from. Throws where the signature
 * is none of these certificates', covers something else, or is not in SAML's profile of XML Signature (SAML Core, 5.4).
 */
export async function readSigned(
  text: string,
  element: XmlElement,
  certificates: readonly string[],
): Promise<XmlElement> {
  judgeForm(onlyChild(element, "signature", "Signature"), attribute(element, "ID"));
  const bytes: string | null = getVerifiedXml(text, element, [...certificates]);
  if (bytes === null)
    throw new Error(`the signature of ${element.localName} is not the provider's`);
  const signed = await parseXml(bytes);
  if (
    signed.localName !== element.localName ||
    signed.namespaceURI !== element.namespaceURI ||
    attribute(signed, "ID") !== attribute(element, "ID")
  )
    throw new Error(`the signature of ${element.localName} covers something else`);
  return signed;
}

/** One reference, to the element that holds the signature, and no place to hide another element in. */
function judgeForm(signature: XmlElement, id: string | null): void {
  const info = onlyChild(signature, "signature", "SignedInfo");
  const reference = onlyChild(info, "signature", "Reference");
  if (!id || attribute(reference, "URI") !== `#${id}`)
    throw new Error("the signature refers to something else");

  for (const [name, algorithms] of Object.entries(allowed)) {
    const [method, ...others] = [...walk(signature)].filter(({ localName }) => localName === name);
    const algorithm = method && attribute(method, "Algorithm");
    if (others.length > 0 || !algorithms.includes(algorithm ?? ""))
      throw new Error(`${name} is ${algorithm}`);
  }
  for (const element of walk(signature)) {
    if (isNamed(element, "signature", "Object")) throw new Error("an object in the signature");
    if (element.localName !== "Transform") continue;
    const algorithm = attribute(element, "Algorithm") ?? "";
    if (!transforms.includes(algorithm)) throw new Error(`a transform is ${algorithm}`);
  }
}
