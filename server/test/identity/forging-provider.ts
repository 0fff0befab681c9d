import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

/** An OpenID provider that says whatever a test wants it to say. */
export interface ForgingProvider {
  readonly issuer: string;
  /** What the token endpoint answers from now on. */
  readonly say: (idToken: string | undefined) => void;
  readonly stop: () => Promise<void>;
}

export interface Claims {
  readonly [claim: string]: unknown;
}

const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });

const rs256 = { alg: "RS256", kid: "own" };

/** A token as the provider would sign it. */
export function signToken(
  claims: Claims,
  header: Claims = rs256,
  key: KeyObject = own.privateKey,
): string {
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
}

/** Every way to pass off a token that the provider did not sign. */
export const forgeries: { readonly [name: string]: (claims: Claims) => string } = {
  "no signature, alg none": (claims) => `${encode({ alg: "none" })}.${encode(claims)}.`,
  "no signature at all": (claims) => `${encode(rs256)}.${encode(claims)}.`,
  "the public key taken for an HMAC secret": (claims) => {
    const text = `${encode({ alg: "HS256", kid: "own" })}.${encode(claims)}`;
    const secret = own.publicKey.export({ type: "spki", format: "pem" });
    return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
  },
  "another key under the provider's key id": (claims) =>
    signToken(claims, rs256, foreign.privateKey),
  "a key that the token brings along": (claims) =>
    signToken(
      claims,
      { alg: "RS256", jwk: foreign.publicKey.export({ format: "jwk" }) },
      foreign.privateKey,
    ),
  "claims changed after signing": (claims) => {
    const [header, , signature] = signToken({ ...claims, sub: "somebody" }).split(".");
    return `${header}.${encode(claims)}.${signature}`;
  },
};

export async function startForgingProvider(): Promise<ForgingProvider> {
  let idToken: string | undefined;
  let issuer = "";
  const answers: { readonly [path: string]: () => unknown } = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
    }),
    "/keys": () => ({
      keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "own", alg: "RS256", use: "sig" }],
    }),
    "/token": () => ({ access_token: "unused", token_type: "Bearer", id_token: idToken }),
  };
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ""];
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer?.() ?? {}));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  issuer = `http://127.0.0.1:${address.port}`;
  return {
    issuer,
    say: (token) => {
      idToken = token;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function encode(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
