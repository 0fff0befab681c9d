import { createHmac } from "node:crypto";
import { namespaces } from "../../src/identity/saml/xml.ts";
import {
  encryptFor,
  foreign,
  own,
  say,
  sign,
  type Words,
  wrap,
  writeAssertion,
} from "./saml-forging-provider.ts";

type Forge = (words: Words) => string | Promise<string>;

const signaturePattern = /<(\w+:)?Signature .*<\/(\w+:)?Signature>/s;

/** What the provider signed, in the pieces that an attacker moves about. */
function takeApart(xml: string) {
  const [signature = ""] = signaturePattern.exec(xml) ?? [];
  return { signature, unsigned: xml.replace(signature, "") };
}

/** The same, of somebody more powerful. */
function evil(words: Words): string {
  return writeAssertion({ ...words, id: "_evil", nameId: "chief" });
}

function inside(element: string, closing: string, more: string): string {
  const end = element.lastIndexOf(closing);
  return element.slice(0, end) + more + element.slice(end);
}

const assertionEnd = "</saml:Assertion>";

/** XSW 1 to 8, by the numbers of "On Breaking SAML" (Somorovsky et al., USENIX Security 2012) and SAML Raider. */
const wrappings: { readonly [name: string]: Forge } = {
  "XSW 1: the signed response inside the signature of a forged one": (words) => {
    const signed = sign(wrap(writeAssertion(words), words));
    const { signature, unsigned } = takeApart(signed);
    const forged = wrap(evil(words), words).replace('"_response"', '"_evil-response"');
    return forged.replace(
      "<samlp:Status>",
      `${inside(signature, "</Signature>", unsigned)}<samlp:Status>`,
    );
  },
  "XSW 2: the signed response beside its signature in a forged one": (words) => {
    const signed = sign(wrap(writeAssertion(words), words));
    const { signature, unsigned } = takeApart(signed);
    const forged = wrap(evil(words), words).replace('"_response"', '"_evil-response"');
    return forged.replace("<samlp:Status>", `${unsigned}${signature}<samlp:Status>`);
  },
  "XSW 3: a forged assertion before the signed one": (words) =>
    wrap(evil(words) + sign(writeAssertion(words)), words),
  "XSW 4: the signed assertion inside a forged one": (words) =>
    wrap(inside(evil(words), assertionEnd, sign(writeAssertion(words))), words),
  "XSW 5: the signature in a forged assertion, the signed one after it": (words) => {
    const { signature, unsigned } = takeApart(sign(writeAssertion(words)));
    return wrap(inside(evil(words), "<saml:Subject>", signature) + unsigned, words);
  },
  "XSW 6: the signed assertion inside the signature of a forged one": (words) => {
    const { signature, unsigned } = takeApart(sign(writeAssertion(words)));
    const holding = inside(signature, "</Signature>", unsigned);
    return wrap(inside(evil(words), "<saml:Subject>", holding), words);
  },
  "XSW 7: a forged assertion in extensions": (words) =>
    wrap(
      `<samlp:Extensions>${evil(words)}</samlp:Extensions>${sign(writeAssertion(words))}`,
      words,
    ),
  "XSW 8: the signed assertion in an object of the forged one's signature": (words) => {
    const { signature, unsigned } = takeApart(sign(writeAssertion(words)));
    const holding = inside(signature, "</Signature>", `<Object>${unsigned}</Object>`);
    return wrap(inside(evil(words), "<saml:Subject>", holding), words);
  },
  "a forged assertion under the id of the signed one": (words) =>
    wrap(writeAssertion({ ...words, nameId: "chief" }) + sign(writeAssertion(words)), words),
  "the signed assertion in extensions, a forged one where it belongs": (words) =>
    wrap(
      `${evil(words)}<samlp:Extensions>${sign(writeAssertion(words))}</samlp:Extensions>`,
      words,
    ),
  "the signed assertion deep within, and none where it belongs": (words) =>
    wrap(`<samlp:Extensions>${sign(writeAssertion(words))}</samlp:Extensions>`, words),
  "a second assertion, signed too": (words) =>
    wrap(
      sign(writeAssertion(words)) +
        sign(writeAssertion({ ...words, id: "_second", nameId: "chief" })),
      words,
    ),
  "an encrypted assertion beside the signed one": async (words) =>
    wrap(sign(writeAssertion(words)) + (await encryptFor(evil(words))), words),
  "another assertion inside an encrypted one": (words) =>
    encryptFor(inside(sign(writeAssertion(words)), assertionEnd, evil(words))).then((encrypted) =>
      wrap(encrypted, words),
    ),
};

const changed: { readonly [name: string]: Forge } = {
  "a name changed after signing": (words) => say(words).replace(">ada<", ">chief<"),
  "a group added after signing": (words) =>
    say(words).replace(">staff<", ">staff</saml:AttributeValue><saml:AttributeValue>owners<"),
};

const marked: { readonly [name: string]: Forge } = {
  "a comment in the name (CVE-2018-0489)": (words) =>
    say({ ...words, nameId: "ada.evil" }).replace("ada.evil", "ada<!-- -->.evil"),
  "a processing instruction in the name": (words) =>
    say({ ...words, nameId: "ada.evil" }).replace("ada.evil", "ada<?cut?>.evil"),
  "a CDATA section in the name": (words) => say(words).replace(">ada<", "><![CDATA[ada]]><"),
  "a comment anywhere": (words) => say(words).replace("<samlp:Status>", "<!-- --><samlp:Status>"),
  "a document type": (words) => `<!DOCTYPE samlp:Response>${say(words)}`,
  "an entity for a local file": (words) =>
    `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${say({ ...words, nameId: "ada" }).replace(">ada<", ">&x;<")}`,
  "an entity for a name": (words) =>
    `<!DOCTYPE r [<!ENTITY x "ada">]>${say(words).replace(">ada<", ">&x;<")}`,
  "a document type inside an encrypted assertion": async (words) =>
    wrap(await encryptFor(`<!DOCTYPE a>${sign(writeAssertion(words))}`), words),
  "a comment inside an encrypted assertion": async (words) =>
    wrap(
      await encryptFor(
        sign(writeAssertion({ ...words, nameId: "ada.evil" })).replace(
          "ada.evil",
          "ada<!-- -->.evil",
        ),
      ),
      words,
    ),
};

const unsigned: { readonly [name: string]: Forge } = {
  "no signature": (words) => wrap(writeAssertion(words), words),
  "no signature, but encrypted": async (words) =>
    wrap(await encryptFor(writeAssertion(words)), words),
  "a signed response around an unsigned assertion": (words) =>
    sign(wrap(writeAssertion(words), words)),
  "a signed response around an encrypted, unsigned assertion": async (words) =>
    sign(wrap(await encryptFor(writeAssertion(words)), words)),
};

const foreignlySigned: { readonly [name: string]: Forge } = {
  "a signed assertion in a response that somebody else signed": (words) =>
    sign(say(words), foreign),
  "a response signed, then changed, around a signed assertion": (words) =>
    sign(say(words)).replace("<samlp:Status>", '<samlp:Status xml:lang="en">'),
  "another key": (words) => wrap(sign(writeAssertion(words), foreign), words),
  "another key that says it is the provider's": (words) =>
    wrap(sign(writeAssertion(words), { key: foreign.key, certificate: own.certificate }), words),
  "no signature value": (words) =>
    say(words).replace(/<SignatureValue>.*<\/SignatureValue>/s, "<SignatureValue/>"),
};

const weak: { readonly [name: string]: Forge } = {
  "SHA-1": (words) => wrap(sign(writeAssertion(words), own, "sha1"), words),
  "SHA-1 for the digest alone": (words) =>
    say(words).replace(
      /(<DigestMethod Algorithm=")[^"]*/,
      "$1http://www.w3.org/2000/09/xmldsig#sha1",
    ),
  "SHA-1, encrypted": async (words) =>
    wrap(await encryptFor(sign(writeAssertion(words), own, "sha1")), words),
  "the certificate taken for an HMAC secret": (words) => signWithHmac(words),
  "a transform that picks what is signed": (words) =>
    say(words).replace(
      "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
      "http://www.w3.org/TR/1999/REC-xpath-19991116",
    ),
  "encrypted with RSA PKCS #1 v1.5": async (words) =>
    wrap(
      await encryptFor(
        sign(writeAssertion(words)),
        undefined,
        "http://www.w3.org/2001/04/xmlenc#rsa-1_5",
      ),
      words,
    ),
  "encrypted with triple DES": async (words) =>
    wrap(
      await encryptFor(
        sign(writeAssertion(words)),
        "http://www.w3.org/2001/04/xmlenc#tripledes-cbc",
      ),
      words,
    ),
};

const malformed: { readonly [name: string]: Forge } = {
  "two signatures": (words) => {
    const signed = sign(writeAssertion(words));
    const { signature } = takeApart(signed);
    return wrap(signed.replace(signature, signature + signature), words);
  },
  "a reference to the whole document": (words) =>
    say(words).replace(`URI="#${words.id}"`, 'URI=""'),
  "a second reference": (words) =>
    say(words).replace(
      /(<Reference.*<\/Reference>)/s,
      '$1<Reference URI="#_evil"><DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><DigestValue>AAAA</DigestValue></Reference>',
    ),
  "an object in the signature": (words) =>
    say(words).replace("</Signature>", "<Object>anything</Object></Signature>"),
};

const envelopes: { readonly [name: string]: Forge } = {
  "not XML": () => "ada",
  nothing: () => "",
  "a bare assertion": (words) => sign(writeAssertion(words)),
  "an assertion of another namespace": (words) =>
    say(words).replaceAll(namespaces.assertion, "urn:example:assertion"),
  "a response of another version": (words) =>
    say(words).replace('ID="_response" Version="2.0"', 'ID="_response" Version="1.1"'),
  "no destination": (words) => say(words).replace(/ Destination="[^"]*"/, ""),
  "a response of the provider's own accord": (words) =>
    say(words).replace(/(<samlp:Response[^>]*) InResponseTo="[^"]*"/, "$1"),
  "too large": (words) => say({ ...words, attributes: { padding: ["x".repeat(256 * 1024)] } }),
  "nested too deeply": (words) => wrap(`${"<a>".repeat(30_000)}${"</a>".repeat(30_000)}`, words),
};

const incomplete: { readonly [name: string]: Forge } = {
  "an assertion that anybody may use": (words) =>
    wrap(
      sign(
        writeAssertion(words).replace(
          /<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/,
          "",
        ),
      ),
      words,
    ),
  ...withoutPiece("a version", / Version="2\.0"/),
  ...withoutPiece("conditions", /<saml:Conditions.*<\/saml:Conditions>/),
  ...withoutPiece("an end of its conditions", /(?<=<saml:Conditions[^>]*) NotOnOrAfter="[^"]*"/),
  ...withoutPiece("a confirmation", /<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/),
  ...withoutPiece("a recipient", / Recipient="[^"]*"/),
  ...withoutPiece("an end of its confirmation", / NotOnOrAfter="[^"]*"(?= Recipient)/),
  ...withoutPiece("a request that it answers", / InResponseTo="[^"]*"/),
  ...withoutPiece("a name", /<saml:NameID.*<\/saml:NameID>/),
  ...withoutPiece("an issuer's text", /(?<=<saml:Issuer>)[^<]*/),
  ...withoutPiece("a sign-in", /<saml:AuthnStatement.*<\/saml:AuthnStatement>/),
  ...withoutPiece("a time of sign-in", / AuthnInstant="[^"]*"/),
};

/** Every way to be let in as somebody else, or again, that is in the document's form, and why it is none. */
export const forgeries = [
  ...refusedFor(
    /assertions instead of one|not where it belongs|refers to something else/,
    wrappings,
  ),
  ...refusedFor(/signature of Assertion is not the provider's/, changed),
  ...refusedFor(/document type, comment, CDATA/, marked),
  ...refusedFor(/no Signature in Assertion/, unsigned),
  ...refusedFor(/signature of (Response|Assertion) is not the provider's/, foreignlySigned),
  ...refusedFor(/^(SignatureMethod is|DigestMethod is|a transform is|encrypted with)/, weak),
  ...refusedFor(/^(more than one|the signature refers|an object)/, malformed),
  ...refusedFor(/./, envelopes),
  ...refusedFor(
    /^(no |not a SAML|recipient is|issuer is|the assertion|\w+ of \w+ is no time)/,
    incomplete,
  ),
];

function refusedFor(reason: RegExp, group: { readonly [name: string]: Forge }) {
  return Object.entries(group).map(([name, forge]) => [name, reason, forge] as const);
}

/** The provider itself leaves it out, and signs that. */
function withoutPiece(what: string, piece: RegExp): { readonly [name: string]: Forge } {
  return {
    [`an assertion without ${what}`]: (words) => {
      const assertion = writeAssertion(words);
      if (!piece.test(assertion)) throw new Error(`no assertion has ${what}`);
      return wrap(sign(assertion.replace(piece, "")), words);
    },
  };
}

/** As who knows only the public certificate can, where a verifier takes the algorithm from the message. */
function signWithHmac(words: Words): string {
  const hmac = "http://www.w3.org/2000/09/xmldsig#hmac-sha1";
  const signed = sign(writeAssertion(words)).replace(
    /(<SignatureMethod Algorithm=")[^"]*/,
    `$1${hmac}`,
  );
  const [info = ""] = /<SignedInfo>.*<\/SignedInfo>/s.exec(signed) ?? [];
  const canonical = info
    .replace("<SignedInfo>", `<SignedInfo xmlns="${namespaces.signature}">`)
    .replaceAll(/<(\w+)([^<>]*)\/>/g, "<$1$2></$1>");
  const value = createHmac("sha1", own.certificate).update(canonical).digest("base64");
  return wrap(signed.replace(/<SignatureValue>[^<]*/, `<SignatureValue>${value}`), words);
}
