import type { KeyObject } from "node:crypto";
import { createPrivateKey, createPublicKey, generateKeyPairSync, hash } from "node:crypto";
import { readBase64 } from "./base64.ts";
import type { PurserConfig } from "./config.ts";

/** Who signed: name and id together (c2sp.org/signed-note). */
export interface KeyName {
  readonly name: string;
  /** Four bytes in hex. */
  readonly id: string;
}

/** Whom a reader of the log trusts. */
export interface VerifierKey extends KeyName {
  readonly key: KeyObject;
  /** `name+id+base64`, as given to whoever verifies. */
  readonly text: string;
}

/** What checkpoints are signed with. */
export interface SigningKey extends KeyName {
  readonly key: KeyObject;
  readonly verifier: VerifierKey;
}

const ed25519 = 1;
/** What precedes the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const privatePrefix = Buffer.from("302e020100300506032b657004220420", "hex");
const publicPrefix = Buffer.from("302a300506032b6570032100", "hex");
const secretPrefix = "PRIVATE+KEY+";

/** Whether somebody may call a key so: no space, no plus. */
export function isKeyName(name: string): boolean {
  return /^[^\s+]+$/.test(name);
}

/** A new Ed25519 key under a name, as text: the secret one line for a file, the other for whoever verifies. */
export function generateKey(name: string): { readonly secret: string; readonly verifier: string } {
  const { privateKey } = generateKeyPairSync("ed25519");
  const seed = privateKey.export({ format: "der", type: "pkcs8" }).subarray(privatePrefix.length);
  const verifier = printVerifier(name, publicBytes(privateKey));
  const id = idOf(name, publicBytes(privateKey));
  return { secret: `${secretPrefix}${name}+${id}+${printKey(seed)}`, verifier };
}

/** Reads the text of a secret key; null where it is none. */
export function readSigningKey(text: string): SigningKey | null {
  if (!text.startsWith(secretPrefix)) return null;
  const parts = readParts(text.slice(secretPrefix.length));
  if (!parts) return null;
  const key = createPrivateKey({
    key: Buffer.concat([privatePrefix, parts.bytes]),
    format: "der",
    type: "pkcs8",
  });
  const verifier = readVerifierKey(printVerifier(parts.name, publicBytes(key)));
  if (verifier?.id !== parts.id) return null;
  return { name: parts.name, id: parts.id, key, verifier };
}

/** Reads the text of a verifier key; null where it is none. */
export function readVerifierKey(text: string): VerifierKey | null {
  const parts = readParts(text);
  if (!parts || parts.id !== idOf(parts.name, parts.bytes)) return null;
  const key = createPublicKey({
    key: Buffer.concat([publicPrefix, parts.bytes]),
    format: "der",
    type: "spki",
  });
  return { name: parts.name, id: parts.id, key, text };
}

/** The keys that a config seals with, today's first; the config check has made sure that they are keys. */
export function signingKeys({ audit }: Pick<PurserConfig, "audit">): readonly SigningKey[] {
  if (audit?.signingKey === undefined) return [];
  return [audit.signingKey, ...(audit.previousKeys ?? [])]
    .map((text) => readSigningKey(text.trim()))
    .filter((key) => key !== null);
}

function readParts(text: string) {
  const [name, id, key, ...rest] = splitKey(text);
  const bytes = readBase64(key ?? "");
  if (!name || !id || rest.length > 0 || bytes?.length !== 33 || bytes[0] !== ed25519) return null;
  return isKeyName(name) ? { name, id, bytes: bytes.subarray(1) } : null;
}

/** Base64 has plus signs of its own, so only the first two separate. */
function splitKey(text: string): readonly string[] {
  const [name = "", id = "", ...rest] = text.split("+");
  return [name, id, rest.join("+")];
}

function printVerifier(name: string, bytes: Buffer): string {
  return `${name}+${idOf(name, bytes)}+${printKey(bytes)}`;
}

function printKey(bytes: Buffer): string {
  return Buffer.concat([Buffer.of(ed25519), bytes]).toString("base64");
}

function publicBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: "der", type: "spki" }).subarray(publicPrefix.length);
}

function idOf(name: string, bytes: Buffer): string {
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ed25519), bytes]);
  return hash("sha256", named, "hex").slice(0, 8);
}
