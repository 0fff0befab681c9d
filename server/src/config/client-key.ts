import type { webcrypto } from "node:crypto";
import { createPrivateKey, type KeyObject } from "node:crypto";
import type { TokenAlgorithm } from "./access-proxy.ts";
import type { ClientKey } from "./identity.ts";

/** Reads a client's private key for signing; null where it is none, or not one for its algorithm. */
export function readClientKey({ key, algorithm }: ClientKey): webcrypto.CryptoKey | null {
  try {
    const read = createPrivateKey(key);
    const kinds = kindsOf(read);
    const kind = algorithm === undefined ? kinds[0] : kinds.find(([name]) => name === algorithm);
    return kind === undefined ? null : read.toCryptoKey(kind[1], false, ["sign"]);
  } catch {
    return null;
  }
}

type Kind = readonly [
  algorithm: TokenAlgorithm,
  parameters: { readonly name: string; readonly hash?: string; readonly namedCurve?: string },
];

/** What a key can sign with (RFC 7518, section 3.1; RFC 8037), the most usual first. */
function kindsOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): readonly Kind[] {
  switch (asymmetricKeyType) {
    case "rsa": {
      // RFC 7518, section 3.3: shorter ones must not be used.
      if ((asymmetricKeyDetails?.modulusLength ?? 0) < 2048) return [];
      return [
        ["RS256", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }],
        ["RS384", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-384" }],
        ["RS512", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" }],
        ["PS256", { name: "RSA-PSS", hash: "SHA-256" }],
        ["PS384", { name: "RSA-PSS", hash: "SHA-384" }],
        ["PS512", { name: "RSA-PSS", hash: "SHA-512" }],
      ];
    }
    case "ec": {
      const curve = curves.get(asymmetricKeyDetails?.namedCurve ?? "");
      return curve === undefined ? [] : [[curve[0], { name: "ECDSA", namedCurve: curve[1] }]];
    }
    case "ed25519":
      return [["EdDSA", { name: "Ed25519" }]];
    default:
      return [];
  }
}

/** By OpenSSL's names. */
const curves: ReadonlyMap<string, readonly [TokenAlgorithm, string]> = new Map([
  ["prime256v1", ["ES256", "P-256"]],
  ["secp384r1", ["ES384", "P-384"]],
  ["secp521r1", ["ES512", "P-521"]],
]);
