import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { readClientKey } from "../../src/config/client-key.ts";

const pem = ({ privateKey }: { readonly privateKey: KeyObject }) =>
  privateKey.export({ format: "pem", type: "pkcs8" }).toString();
const rsa = pem(generateKeyPairSync("rsa", { modulusLength: 2048 }));
const weak = pem(generateKeyPairSync("rsa", { modulusLength: 1024 }));
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const p384 = pem(generateKeyPairSync("ec", { namedCurve: "P-384" }));
const ed25519 = pem(generateKeyPairSync("ed25519"));
const x25519 = pem(generateKeyPairSync("x25519"));

test.each([
  ["RSA", { key: rsa }, "RSASSA-PKCS1-v1_5"],
  ["RSA for PS256", { key: rsa, algorithm: "PS256" as const }, "RSA-PSS"],
  ["P-256", { key: pem(p256) }, "ECDSA"],
  ["P-256 as OpenSSL's own form", { key: sec1(p256.privateKey) }, "ECDSA"],
  ["P-384", { key: p384, algorithm: "ES384" as const }, "ECDSA"],
  ["Ed25519", { key: ed25519 }, "Ed25519"],
])("a key of %s is read", (_, key, name) => {
  expect(readClientKey(key)?.algorithm.name).toBe(name);
});

test.each([
  ["a short RSA key", { key: weak }],
  ["a key of another curve than its algorithm", { key: p384, algorithm: "ES256" as const }],
  ["a key of another kind than its algorithm", { key: rsa, algorithm: "ES256" as const }],
  ["a key that cannot sign", { key: x25519 }],
  ["a public key", { key: p256.publicKey.export({ format: "pem", type: "spki" }).toString() }],
  ["the name of a file", { key: "key.pem" }],
])("%s is none", (_, key) => {
  expect(readClientKey(key)).toBeNull();
});

function sec1(key: KeyObject): string {
  return key.export({ format: "pem", type: "sec1" }).toString();
}
