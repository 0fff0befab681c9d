import { decryptXml } from "@node-saml/node-saml/lib/xml.js";
import { attribute, walk, type XmlElement } from "./xml.ts";

/**
 * What an assertion may be encrypted with. PKCS #1 v1.5 and triple DES are not among them. CBC is, since most providers
 * offer nothing else, and hides what it holds only as long as every failure looks the same: here, `sign_in_failed`.
 */
const allowed = [
  "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
  "http://www.w3.org/2009/xmlenc11#aes128-gcm",
  "http://www.w3.org/2009/xmlenc11#aes256-gcm",
  "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
  "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
];

/** The text within an `EncryptedAssertion`. Encryption proves nothing: anybody can have made it (XML Encryption 1.1). */
export function decrypt(encrypted: XmlElement, key: string | undefined): Promise<string> {
  if (key === undefined) throw new Error("an encrypted assertion, and no `decryption` key");
  for (const element of walk(encrypted)) {
    if (element.localName !== "EncryptionMethod") continue;
    const algorithm = attribute(element, "Algorithm") ?? "";
    if (!allowed.includes(algorithm)) throw new Error(`encrypted with ${algorithm}`);
  }
  return decryptXml(encrypted.toString(), key);
}
