import {
  createHash,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";

/** How an authenticator, or the browser before it, is to be other than it should be. */
export interface Oddity {
  /** The page that the browser says it was on. */
  readonly origin?: string;
  /** The site that the authenticator signs for. */
  readonly rpId?: string;
  /** Whether the person was verified, by a PIN or a finger. */
  readonly verifies?: boolean;
  readonly type?: string;
  readonly counter?: number;
  /** Signed in place of what was asked for. */
  readonly challenge?: string;
}

/**
 * An authenticator made of software: real keys, real signatures, in the bytes of WebAuthn Level 3, sections 6.1 and 6.5.
 * It counts its uses unless it is synchronised, which then says 0.
 */
export interface Authenticator {
  readonly credentialId: string;
  /** What `navigator.credentials.create` resolves to, as JSON. */
  readonly register: (options: unknown, oddity?: Oddity) => unknown;
  /** What `navigator.credentials.get` resolves to, as JSON. */
  readonly assert: (options: unknown, oddity?: Oddity) => unknown;
}

export type Algorithm = "ES256" | "EdDSA" | "RS256";

const flags = { present: 1, verified: 4, eligible: 8, backedUp: 16, attested: 64 };

export function makeAuthenticator(
  origin: string,
  { algorithm = "ES256", isSynced = false }: { algorithm?: Algorithm; isSynced?: boolean } = {},
): Authenticator {
  const { privateKey, publicKey } = makeKeys(algorithm);
  const credential = randomBytes(32);
  let uses = 0;

  const client = (type: string, challenge: string, oddity: Oddity) =>
    Buffer.from(
      JSON.stringify({
        type: oddity.type ?? type,
        challenge: oddity.challenge ?? challenge,
        origin: oddity.origin ?? origin,
        crossOrigin: false,
      }),
    );

  const data = (rpId: string, oddity: Oddity, attested = Buffer.alloc(0)) => {
    uses += isSynced ? 0 : 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(oddity.counter ?? uses);
    const set =
      flags.present |
      (oddity.verifies === false ? 0 : flags.verified) |
      (isSynced ? flags.eligible | flags.backedUp : 0) |
      (attested.length > 0 ? flags.attested : 0);
    return Buffer.concat([sha256(oddity.rpId ?? rpId), Buffer.from([set]), counter, attested]);
  };

  const answer = (response: Record<string, Buffer>) => ({
    id: credential.toString("base64url"),
    rawId: credential.toString("base64url"),
    type: "public-key",
    clientExtensionResults: {},
    response: Object.fromEntries(
      Object.entries(response).map(([name, bytes]) => [name, bytes.toString("base64url")]),
    ),
  });

  return {
    credentialId: credential.toString("base64url"),
    register: (options, oddity = {}) => {
      const { challenge, rp } = read(options);
      const length = Buffer.from([0, credential.length]);
      const key = encode(coseKey(publicKey.export({ format: "jwk" })));
      const authData = data(
        rp?.id ?? "",
        oddity,
        Buffer.concat([Buffer.alloc(16), length, credential, key]),
      );
      return answer({
        clientDataJSON: client("webauthn.create", challenge, oddity),
        attestationObject: encode(
          new Map<string, Cbor>([
            ["fmt", "none"],
            ["attStmt", new Map()],
            ["authData", authData],
          ]),
        ),
      });
    },
    assert: (options, oddity = {}) => {
      const { challenge, rpId = "" } = read(options);
      const clientDataJSON = client("webauthn.get", challenge, oddity);
      const authenticatorData = data(rpId, oddity);
      const signed = Buffer.concat([authenticatorData, sha256(clientDataJSON)]);
      const signature = sign(algorithm === "EdDSA" ? null : "sha256", signed, privateKey);
      return answer({ clientDataJSON, authenticatorData, signature });
    },
  };
}

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
}

function read(options: unknown): Options {
  if (typeof options !== "object" || options === null || !("challenge" in options))
    throw new Error("these are no options");
  return options as Options;
}

function makeKeys(algorithm: Algorithm): { privateKey: KeyObject; publicKey: KeyObject } {
  switch (algorithm) {
    case "ES256":
      return generateKeyPairSync("ec", { namedCurve: "P-256" });
    case "EdDSA":
      return generateKeyPairSync("ed25519");
    case "RS256":
      return generateKeyPairSync("rsa", { modulusLength: 2048 });
  }
}

/** RFC 9053, section 7, and RFC 8230, section 4. */
function coseKey({ kty, x, y, n, e }: JsonWebKey): Cbor {
  const bytes = (text: unknown) => Buffer.from(String(text), "base64url");
  switch (kty) {
    case "EC":
      return new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, bytes(x)],
        [-3, bytes(y)],
      ]);
    case "OKP":
      return new Map<number, Cbor>([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, bytes(x)],
      ]);
    default:
      return new Map<number, Cbor>([
        [1, 3],
        [3, -257],
        [-1, bytes(n)],
        [-2, bytes(e)],
      ]);
  }
}

type Cbor = number | string | Buffer | ReadonlyMap<string | number, Cbor>;

/** As much of RFC 8949 as a credential needs. */
function encode(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([
    head(5, value.size),
    ...[...value].flatMap(([name, inner]) => [encode(name), encode(inner)]),
  ]);
}

function head(major: number, count: number): Buffer {
  const type = major << 5;
  if (count < 24) return Buffer.from([type | count]);
  if (count < 256) return Buffer.from([type | 24, count]);
  return Buffer.from([type | 25, count >> 8, count & 255]);
}

function sha256(data: string | Buffer): Buffer {
  return createHash("sha256").update(data).digest();
}
