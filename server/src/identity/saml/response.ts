import { readBase64 } from "../../config/base64.ts";
import { decrypt } from "./decrypt.ts";
import { judgeShape } from "./judge-shape.ts";
import { readSigned } from "./signature.ts";
import {
  attribute,
  childElements,
  childrenNamed,
  isNamed,
  namespaces,
  onlyChild,
  parseXml,
  textOf,
  walk,
  type XmlElement,
} from "./xml.ts";

/** Bytes of XML. */
const limit = 256 * 1024;
const success = "urn:oasis:names:tc:SAML:2.0:status:Success";

/** What a response has to be, for this sign-in. */
export interface ExpectedResponse {
  /** The provider's entity id. */
  readonly issuer: string;
  readonly certificates: readonly string[];
  /** Where it was to be sent: the address of the assertion consumer service. */
  readonly recipient: string;
  /** Id of the request that it answers. */
  readonly request: string;
  readonly decryptionKey: string | undefined;
}

/**
 * The one assertion in the form value `SAMLResponse`, as it was signed. The envelope is mostly unsigned, so it can only
 * have a response refused; nothing in it is believed (SAML Bindings, 3.5; SAML Core, 3.2.2). Throws for the reason.
 */
export async function readResponse(value: string, expected: ExpectedResponse): Promise<XmlElement> {
  const text = decode(value);
  const response = await parseStrictly(text);
  judgeEnvelope(response, expected);
  if (childrenNamed(response, "signature", "Signature").length > 0)
    await readSigned(text, response, expected.certificates);

  const held = onlyAssertion(response);
  if (held.localName === "Assertion") return readSigned(text, held, expected.certificates);
  const inner = normalizeNewlines(await decrypt(held, expected.decryptionKey));
  const assertion = await parseStrictly(inner);
  if (onlyAssertion(assertion) !== assertion || !isNamed(assertion, "assertion", "Assertion"))
    throw new Error("something else than an assertion was encrypted");
  return readSigned(inner, assertion, expected.certificates);
}

function decode(value: string): string {
  if (value.length > limit * 2) throw new Error("too large");
  const bytes = readBase64(value.replaceAll(/\s/g, ""));
  if (bytes === null || bytes.length > limit) throw new Error("not base64, or too large");
  return normalizeNewlines(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
}

/** As an XML parser has to (XML 1.0, 2.11), and this one does not. */
function normalizeNewlines(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n");
}

/** No comment either: canonical XML leaves them out, so one can be put in without breaking a signature. */
function parseStrictly(text: string): Promise<XmlElement> {
  if (text.includes("<!") || text.lastIndexOf("<?") > 0)
    throw new Error("a document type, comment, CDATA section or processing instruction");
  judgeShape(text);
  return parseXml(text);
}

function judgeEnvelope(response: XmlElement, { issuer, recipient, request }: ExpectedResponse) {
  if (!isNamed(response, "protocol", "Response") || attribute(response, "Version") !== "2.0")
    throw new Error("not a SAML 2.0 response");
  const status = onlyChild(response, "protocol", "Status");
  const codes = [...walk(status)]
    .filter((element) => isNamed(element, "protocol", "StatusCode"))
    .map((code) => attribute(code, "Value"));
  if (codes[0] !== success) throw new Error(`the provider refused: ${codes.join(" ")}`);
  if (attribute(response, "Destination") !== recipient)
    throw new Error(`destination is ${attribute(response, "Destination")}`);
  // Without it, the provider began this by itself, and anybody can have sent the browser here (login CSRF).
  if (attribute(response, "InResponseTo") !== request)
    throw new Error("the response answers another request, or none");
  for (const from of childrenNamed(response, "assertion", "Issuer"))
    if (textOf(from) !== issuer) throw new Error(`issuer is ${textOf(from)}`);
}

/** Of all that is called so anywhere in the document, in whatever namespace: a second one is there to be confused with it. */
function onlyAssertion(root: XmlElement): XmlElement {
  const found = [...walk(root)].filter(
    ({ localName }) => localName === "Assertion" || localName === "EncryptedAssertion",
  );
  const [assertion] = found;
  if (assertion === undefined || found.length > 1)
    throw new Error(`${found.length} assertions instead of one`);
  if (
    assertion.namespaceURI !== namespaces.assertion ||
    (assertion !== root && !childElements(root).includes(assertion))
  )
    throw new Error("the assertion is not where it belongs");
  return assertion;
}
