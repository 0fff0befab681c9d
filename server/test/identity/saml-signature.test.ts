import { describe, expect, test } from "vitest";
import { readSigned } from "../../src/identity/saml/signature.ts";
import { onlyChild, parseXml, textOf, walk } from "../../src/identity/saml/xml.ts";
import { honest, own, sign, writeAssertion } from "./saml-forging-provider.ts";

const assertion = sign(writeAssertion({ ...honest("_request", 0), nameId: "ada.evil" }));

async function nameIn(text: string): Promise<string> {
  const signed = await readSigned(text, await parseXml(text), [own.certificate]);
  const subject = onlyChild(signed, "assertion", "Subject");
  return textOf(onlyChild(subject, "assertion", "NameID"));
}

/** CVE-2025-54369 and CVE-2018-0489: canonical XML has no comments, so these documents carry a good signature. */
describe("what is read is what was signed", () => {
  test.each([
    ["as it was signed", assertion],
    ["with a comment in the name", assertion.replace("ada.evil", "ada<!-- -->.evil")],
    ["with a comment before the name", assertion.replace("ada.evil", "<!-- chief -->ada.evil")],
    [
      "with a comment around an element",
      assertion.replace("<saml:NameID", "<!--><NameID>--><saml:NameID"),
    ],
  ])("%s", async (_, text) => {
    expect(await nameIn(text)).toBe("ada.evil");
  });

  test("and the signature is not in it, nor anything put into the signature", async () => {
    const text = assertion.replace(
      "</SignatureValue>",
      "</SignatureValue><KeyInfo>stowaway</KeyInfo>",
    );
    const signed = await readSigned(text, await parseXml(text), [own.certificate]);
    expect([...walk(signed)].map(({ localName }) => localName)).not.toContain("Signature");
    expect(signed.toString()).not.toContain("stowaway");
  });
});
