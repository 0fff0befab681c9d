import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

/** An OpenID provider that says whatever a test wants it to say. */
export interface ForgingProvider {
  readonly issuer: string;
  readonly metadata: () => Claims;
  /** What the token endpoint answers from now on. */
  readonly say: (idToken: string | undefined) => void;
  /** What a path answers from now on; `null` never answers. Until `heal`. */
  readonly answer: (path: string, reply: Reply | null) => void;
  readonly heal: () => void;
  readonly stop: () => Promise<void>;
}

export interface Reply {
  readonly status?: number;
  readonly body: unknown;
}

export interface Claims {
  readonly [claim: string]: unknown;
}

const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });

const rs256 = { alg: "RS256", kid: "own" };

/** What the provider shows as its keys: its own, the same for any algorithm, and one that it changes to. */
export const keySets = {
  versatile: { keys: [{ ...publish(own.publicKey, "own"), alg: undefined }] },
  own: { keys: [publish(own.publicKey, "own")] },
  rotated: { keys: [publish(foreign.publicKey, "rotated")] },
};

/** A token after the provider has changed its key. */
export function signWithRotatedKey(claims: Claims, header: Claims = rs256): string {
  return signToken(claims, { ...header, kid: "rotated" }, foreign.privateKey);
}

/** A token by the provider's key, in a way that its metadata do not list. */
export function signUnlisted(claims: Claims, header: Claims = {}): string {
  return signToken(claims, { ...header, alg: "RS512", kid: "own" }, own.privateKey, "sha512");
}

/** A token as the provider would sign it. */
export function signToken(
  claims: Claims,
  header: Claims = rs256,
  key: KeyObject = own.privateKey,
  digest = "sha256",
): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${sign(digest, Buffer.from(text), key).toString("base64url")}`;
}

/** Every way to pass off a token that the provider did not sign; `more` is for its header. */
export const forgeries: { readonly [name: string]: (claims: Claims, more?: Claims) => string } = {
  "no signature, alg none": (claims, more) =>
    `${encode({ ...more, alg: "none" })}.${encode(claims)}.`,
  "no signature at all": (claims, more) => `${encode({ ...more, ...rs256 })}.${encode(claims)}.`,
  "the public key taken for an HMAC secret": (claims, more) => {
    const text = `${encode({ ...more, alg: "HS256", kid: "own" })}.${encode(claims)}`;
    const secret = own.publicKey.export({ type: "spki", format: "pem" });
    return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
  },
  "another key under the provider's key id": (claims, more) =>
    signToken(claims, { ...more, ...rs256 }, foreign.privateKey),
  "a key that the token brings along": (claims, more) =>
    signToken(
      claims,
      { ...more, alg: "RS256", jwk: foreign.publicKey.export({ format: "jwk" }) },
      foreign.privateKey,
    ),
  "a key from an address that the token brings along": (claims, more) =>
    signToken(
      claims,
      { ...more, ...rs256, jku: "https://elsewhere.example/keys" },
      foreign.privateKey,
    ),
  "claims changed after signing": (claims, more) => {
    const [header, , signature] = signToken(
      { ...claims, sub: "somebody" },
      { ...more, ...rs256 },
    ).split(".");
    return `${header}.${encode(claims)}.${signature}`;
  },
};

export async function startForgingProvider(): Promise<ForgingProvider> {
  let idToken: string | undefined;
  let issuer = "";
  const metadata = () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
  });
  const replies = new Map<string, Reply | null>();
  const answers: { readonly [path: string]: () => unknown } = {
    "/.well-known/openid-configuration": metadata,
    "/keys": () => keySets.own,
    "/token": () => ({
      access_token: "unused",
      token_type: "Bearer",
      id_token: idToken,
      refresh_token: "refresh",
    }),
  };
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const reply = replies.get(path);
    if (reply === null) return;
    const body = reply?.body ?? answers[path]?.();
    const status = reply?.status ?? (body === undefined ? 404 : 200);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body ?? {}));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  issuer = `http://127.0.0.1:${address.port}`;
  return {
    issuer,
    metadata,
    say: (token) => {
      idToken = token;
    },
    answer: (path, reply) => void replies.set(path, reply),
    heal: () => replies.clear(),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function publish(key: KeyObject, kid: string): Claims {
  return { ...key.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" };
}

function encode(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
